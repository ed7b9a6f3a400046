package quayside.gui;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The windows on the servers of lab/incus/up, one after another, so that none disturbs another. */
@Suite
@SelectPackages("quayside.gui")
@IncludeClassNamePatterns("quayside\\.gui\\.RealServer\\w+UiTest")
final class LabUiTest {}
