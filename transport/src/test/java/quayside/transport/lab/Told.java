package quayside.transport.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import quayside.transport.Secrets;

/** Answers with given secrets in turn and notes the questions. */
public final class Told implements Secrets {
  private final List<String> asked;
  private final List<String> answers;

  public Told(List<String> asked, String... answers) {
    this.asked = asked;
    this.answers = List.of(answers);
  }

  private Optional<char[]> next(String question) {
    asked.add(question);
    return asked.size() > answers.size()
        ? Optional.empty()
        : Optional.of(answers.get(asked.size() - 1).toCharArray());
  }

  @Override
  public Optional<char[]> passphrase(Path keyFile, int attempt) {
    return next("passphrase " + keyFile.getFileName() + " " + attempt);
  }

  @Override
  public Optional<char[]> password(String account, int attempt) {
    return next("password " + account + " " + attempt);
  }

  @Override
  public Optional<char[]> answer(String account, String prompt, boolean echo) {
    return next("answer " + account + " " + prompt);
  }
}
