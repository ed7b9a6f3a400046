package quayside.core.problem;

/** A failure that brings its own words. */
public interface Explained {

  /** The words. */
  Problem problem();
}
