package quayside.core.operation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import quayside.core.driver.Drivers;
import quayside.core.model.Node;

/**
 * What operations run on.
 *
 * @param folder of the journals
 * @param drivers connect to nodes
 * @param nodes the node book
 * @param recipes carry orders out
 * @param limits how long to wait
 * @param written hears each event when it is in its journal
 */
record Engine(
    Path folder,
    Drivers drivers,
    Function<String, Optional<Node>> nodes,
    Recipes recipes,
    Limits limits,
    Consumer<OperationEvent> written) {}
