package quayside.gui.tasks;

import quayside.gui.fx.Texts;

/** Steps by the names people know them by. */
final class StepNames {
  private StepNames() {}

  static String of(String step) {
    return switch (step) {
      case "check" -> Texts.get("step.check");
      case "trust" -> Texts.get("step.trust");
      case "untrust" -> Texts.get("step.untrust");
      case "config" -> Texts.get("step.config");
      case "rootfs" -> Texts.get("step.rootfs");
      case "sync" -> Texts.get("step.sync");
      case "switch" -> Texts.get("step.switch");
      case "verify" -> Texts.get("step.verify");
      case "snapshot" -> Texts.get("step.snapshot");
      case "stop" -> Texts.get("step.stop");
      case "increment" -> Texts.get("step.increment");
      case "pack" -> Texts.get("step.pack");
      case "fetch" -> Texts.get("step.fetch");
      case "upload" -> Texts.get("step.upload");
      case "import" -> Texts.get("step.import");
      case "finish" -> Texts.get("step.finish");
      case "create" -> Texts.get("step.create");
      case "start" -> Texts.get("step.start");
      case "cleanup" -> Texts.get("step.cleanup");
      default -> step;
    };
  }
}
