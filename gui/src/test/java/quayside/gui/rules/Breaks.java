package quayside.gui.rules;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks a class that breaks a rule on purpose, so that the rule is known to bite. */
@Retention(RetentionPolicy.CLASS)
public @interface Breaks {
  /** Names of the constants in {@link Rules}. */
  String[] value();
}
