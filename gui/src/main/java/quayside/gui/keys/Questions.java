package quayside.gui.keys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import quayside.gui.fx.Icons;
import quayside.gui.fx.Overlay;
import quayside.gui.fx.Question;
import quayside.gui.fx.Texts;
import quayside.transport.HostKey;
import quayside.transport.HostKeys;
import quayside.transport.Secrets;
import quayside.transport.Vault;
import quayside.transport.keys.Randomart;

/**
 * Asks the person at the window on behalf of a connecting thread, which waits. Closing a question,
 * or a window that is not there, means no.
 */
public final class Questions implements HostKeys, Secrets {
  private final Executor fx;
  private final List<Runnable> early = new ArrayList<>();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private volatile Optional<String> keyring = Optional.empty();
  private Optional<Overlay> overlay = Optional.empty();

  /** Questions wait until {@link #showIn} names a window. */
  public Questions(Executor fx) {
    this.fx = fx;
  }

  /** From now on questions are shown here. On the JavaFX thread. */
  public void showIn(Overlay window) {
    overlay = Optional.of(window);
    early.forEach(Runnable::run);
    early.clear();
  }

  @Override
  public Decision unknown(HostKey key) {
    Asked<Decision> asked = new Asked<>();
    Label print = Icons.styled(new Label(key.sha256()), "mono", "fingerprint");
    List<String> art = Randomart.of(key.type(), OptionalInt.empty(), key.sha256());
    String sentence =
        Texts.get("hostkey.sentence", key.host(), String.valueOf(key.port()), key.type());
    show(window ->
        Question.ask(
            window,
            Texts.get("hostkey.title", key.host()),
            sentence,
            List.of(print, HostKeysView.art(art)),
            List.of(
                new Question.Answer(
                    Texts.get("hostkey.once"), "", () -> asked.answer(Decision.TRUST_ONCE)),
                new Question.Answer(
                    Texts.get("hostkey.save"),
                    "success",
                    () -> asked.answer(Decision.TRUST_AND_SAVE))),
            () -> asked.answer(Decision.REFUSE)));
    return asked.await(Decision.REFUSE);
  }

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    Path name = keyFile.getFileName();
    String file = name == null ? keyFile.toString() : name.toString();
    String what = Vault.name(keyFile);
    return secret(what, Texts.get("secret.passphrase", file), keyFile.toString(), attempt, false);
  }

  @Override
  public Optional<char[]> password(String account, int attempt) {
    String what = Vault.name(account);
    return secret(what, Texts.get("secret.password", account), "", attempt, false);
  }

  @Override
  public Optional<char[]> answer(String account, String prompt, boolean echo) {
    return secret("", Texts.get("secret.answer", account), prompt, 1, echo);
  }

  /** Offers from now on to keep answers in the system's keyring. */
  public void keyring(String name) {
    keyring = Optional.of(name);
  }

  @Override
  public boolean keep(String what) {
    return kept.remove(what);
  }

  private Optional<char[]> secret(
      String what, String title, String words, int attempt, boolean echo) {
    Asked<Optional<char[]>> asked = new Asked<>();
    String again = attempt > 1 ? Texts.get("secret.wrong") : "";
    show(window -> {
      TextField field = echo ? new TextField() : new PasswordField();
      field.setAccessibleText(title);
      CheckBox keep = new CheckBox(Texts.get("secret.keep", keyring.orElse("")));
      keep.setId("secret-keep");
      Runnable take =
          () -> {
            if (keep.isSelected()) {
              kept.add(what);
            }
            asked.answer(Optional.of(field.getText().toCharArray()));
            field.clear();
          };
      boolean offered = keyring.isPresent() && !what.isEmpty();
      List<Region> extra = offered ? List.of(field, keep) : List.of(field);
      Question.ask(
          window,
          title,
          (again + " " + words).strip(),
          extra,
          List.of(new Question.Answer(Texts.get("secret.use"), "success", take)),
          () -> asked.answer(Optional.empty()));
    });
    return asked.await(Optional.empty());
  }

  private void show(java.util.function.Consumer<Overlay> question) {
    fx.execute(() ->
        overlay.ifPresentOrElse(question, () -> early.add(() -> overlay.ifPresent(question))));
  }
}
