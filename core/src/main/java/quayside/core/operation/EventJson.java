package quayside.core.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import quayside.core.json.JsonException;
import quayside.core.json.JsonValue;
import quayside.core.operation.OperationEvent.Began;
import quayside.core.operation.OperationEvent.Committed;
import quayside.core.operation.OperationEvent.Dismissed;
import quayside.core.operation.OperationEvent.Ended;
import quayside.core.operation.OperationEvent.Forecasted;
import quayside.core.operation.OperationEvent.Noted;
import quayside.core.operation.OperationEvent.Planned;
import quayside.core.operation.OperationEvent.Progress;
import quayside.core.operation.OperationEvent.Reverted;
import quayside.core.operation.OperationEvent.StepDetail;
import quayside.core.operation.OperationEvent.StepDone;
import quayside.core.operation.OperationEvent.StepStarted;
import quayside.core.operation.OperationEvent.StepUndone;
import quayside.core.operation.OperationEvent.StopMeasured;
import quayside.core.operation.OperationEvent.Undoing;
import quayside.core.operation.OperationEvent.Waiting;
import quayside.core.operation.OperationView.Forecast;
import quayside.core.operation.OperationView.Kind;
import quayside.core.operation.OperationView.Round;
import quayside.core.operation.OperationView.StopTime;
import quayside.core.problem.Problem;

/** Events as JSON objects: the shape of a journal's lines. Durations are microseconds. */
final class EventJson {
  /** Of journals that name none, because there was no other. */
  private static final String ELDEST_RECIPE = "osctl";

  private EventJson() {}

  static Map<String, @Nullable Object> write(OperationEvent event) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("event", event.getClass().getSimpleName());
    switch (event) {
      case Planned e -> {
        json.put("id", e.id());
        json.put("kind", e.order().kind().name());
        json.put("recipe", e.order().recipe());
        json.put("source", place(e.order().source()));
        json.put("target", place(e.order().target()));
        json.put("details", e.order().details());
        json.put("steps", e.steps());
        json.put("at", e.at().toString());
      }
      case Began e -> json.put("at", e.at().toString());
      case StepStarted e -> json.put("step", e.step());
      case StepDetail e -> {
        json.put("step", e.step());
        json.put("text", e.text());
      }
      case Progress e -> {
        json.put("round", e.round().name());
        json.put("done", e.round().done());
        json.put("total", e.round().total());
        e.rate().ifPresent(rate -> json.put("rate", rate));
        e.left().ifPresent(left -> json.put("left", micros(left)));
      }
      case Forecasted e -> {
        json.put("bytes", e.forecast().bytes());
        json.put("stop", micros(e.forecast().stop()));
      }
      case Waiting e -> json.put("sentence", e.sentence());
      case Committed e -> json.put("sourceRan", e.sourceRan());
      case StopMeasured e -> {
        json.put("total", micros(e.stop().total()));
        json.put("shutdown", micros(e.stop().shutdown()));
        json.put("transfer", micros(e.stop().transfer()));
        json.put("error", micros(e.stop().error()));
      }
      case Noted e -> {
        json.put("name", e.name());
        json.put("value", e.value());
      }
      case StepDone e -> json.put("step", e.step());
      case StepUndone e -> json.put("step", e.step());
      case Ended e -> {
        json.put("at", e.at().toString());
        outcome(json, e.outcome());
      }
      case Reverted _, Undoing _, Dismissed _ -> {}
    }
    return json;
  }

  private static void outcome(Map<String, @Nullable Object> json, Outcome outcome) {
    json.put("outcome", outcome.getClass().getSimpleName());
    json.put("leftovers", outcome.leftovers());
    switch (outcome) {
      case Outcome.Failed failed -> {
        Problem problem = failed.problem();
        json.put("step", failed.step());
        json.put("undone", failed.undone());
        json.put("offers", names(failed.offers()));
        json.put("code", problem.code());
        json.put("title", problem.title());
        json.put("sentence", problem.sentence());
        json.put("try", problem.tryThis());
        json.put("text", problem.details());
      }
      case Outcome.Stopped stopped -> json.put("offers", names(stopped.offers()));
      case Outcome.Succeeded _, Outcome.Cancelled _ -> {}
    }
  }

  static OperationEvent read(JsonValue json) throws JsonException {
    String event = json.get("event").text();
    return switch (event) {
      case "Planned" -> planned(json);
      case "Began" -> new Began(instant(json));
      case "StepStarted" -> new StepStarted(json.get("step").text());
      case "StepDetail" -> new StepDetail(json.get("step").text(), json.get("text").textOr(""));
      case "Progress" -> progress(json);
      case "Forecasted" ->
          new Forecasted(new Forecast(json.get("bytes").number(), duration(json, "stop")));
      case "Waiting" -> new Waiting(json.get("sentence").textOr(""));
      case "Committed" -> new Committed(json.get("sourceRan").isTrue());
      case "Reverted" -> new Reverted();
      case "StopMeasured" ->
          new StopMeasured(
              new StopTime(
                  duration(json, "total"),
                  duration(json, "shutdown"),
                  duration(json, "transfer"),
                  duration(json, "error")));
      case "Noted" -> new Noted(json.get("name").text(), json.get("value").text());
      case "StepDone" -> new StepDone(json.get("step").text());
      case "Undoing" -> new Undoing();
      case "StepUndone" -> new StepUndone(json.get("step").text());
      case "Ended" -> new Ended(outcome(json), instant(json));
      case "Dismissed" -> new Dismissed();
      default -> throw new JsonException("an event that this version does not know: " + event);
    };
  }

  private static Planned planned(JsonValue json) throws JsonException {
    var order =
        new Order(
            named(Kind.class, json.get("kind").text()),
            json.get("recipe").textOr(ELDEST_RECIPE),
            place(json.get("source")),
            place(json.get("target")),
            json.get("details").plain());
    return new Planned(json.get("id").text(), order, texts(json, "steps"), instant(json));
  }

  private static Map<String, Object> place(Place place) {
    var json = new LinkedHashMap<String, Object>();
    switch (place) {
      case Place.OnNode on -> {
        json.put("node", on.node());
        json.put("pool", on.pool());
        json.put("id", on.id());
      }
      case Place.InFile in -> json.put("file", in.path());
      case Place.Template of -> json.put("template", of.name());
    }
    return json;
  }

  private static Place place(JsonValue json) throws JsonException {
    JsonValue template = json.get("template");
    if (!template.isNull()) {
      return new Place.Template(template.text());
    }
    JsonValue file = json.get("file");
    return file.isNull()
        ? new Place.OnNode(json.get("node").text(), json.get("pool").text(), json.get("id").text())
        : new Place.InFile(file.text());
  }

  private static Progress progress(JsonValue json) throws JsonException {
    var round =
        new Round(json.get("round").text(), json.get("done").number(), json.get("total").number());
    OptionalLong left = json.get("left").optionalNumber();
    return new Progress(
        round,
        json.get("rate").optionalNumber(),
        left.isPresent() ? Optional.of(micros(left.getAsLong())) : Optional.empty());
  }

  private static Outcome outcome(JsonValue json) throws JsonException {
    List<String> leftovers = texts(json, "leftovers");
    String name = json.get("outcome").text();
    return switch (name) {
      case "Succeeded" -> new Outcome.Succeeded(leftovers);
      case "Cancelled" -> new Outcome.Cancelled(leftovers);
      case "Stopped" -> new Outcome.Stopped(leftovers, offers(json));
      case "Failed" ->
          new Outcome.Failed(
              json.get("step").textOr(""),
              new Problem(
                  json.get("code").textOr("io-error"),
                  json.get("title").textOr(""),
                  json.get("sentence").textOr(""),
                  json.get("try").textOr(""),
                  json.get("text").textOr("")),
              json.get("undone").isTrue(),
              leftovers,
              offers(json));
      default -> throw new JsonException("an outcome that this version does not know: " + name);
    };
  }

  private static List<String> names(Set<OperationAction> offers) {
    return offers.stream().map(Enum::name).sorted().toList();
  }

  private static Set<OperationAction> offers(JsonValue json) throws JsonException {
    var offers = EnumSet.noneOf(OperationAction.class);
    for (String name : texts(json, "offers")) {
      offers.add(named(OperationAction.class, name));
    }
    return offers;
  }

  private static List<String> texts(JsonValue json, String key) throws JsonException {
    var texts = new ArrayList<String>();
    for (JsonValue element : json.get(key).list()) {
      texts.add(element.text());
    }
    return texts;
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) throws JsonException {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new JsonException("“" + name + "” is not known to this version");
  }

  private static Instant instant(JsonValue json) throws JsonException {
    String text = json.get("at").text();
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException _) {
      throw new JsonException("not a time: " + text);
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  private static Duration micros(long micros) {
    return Duration.ofNanos(micros * 1000);
  }

  private static Duration duration(JsonValue json, String key) throws JsonException {
    return micros(json.get(key).number());
  }
}
