package quayside.core.migrate.way;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import quayside.core.operation.OperationView.Round;

/** Keeps what a meter tells. */
public final class HeardRounds implements RoundMeter.Sink {
  public final List<Round> seen = new ArrayList<>();
  public final List<String> said = new ArrayList<>();

  @Override
  public void detail(String text) {
    said.add(text);
  }

  @Override
  public void progress(Round round, OptionalLong rate, Optional<Duration> left) {
    seen.add(round);
  }
}
