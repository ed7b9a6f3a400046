package quayside.core;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests with the servers of lab/incus/up, one after another: some end a daemon, make it hang
 * for a while or fill a pool, and no two of them may move a container that runs. As one class for
 * Maven they are given to one program, which mostly waits for servers, while others run the rest.
 * Those that ask nothing of the first four servers are {@link NewerServersTests}.
 */
@Suite
@SelectPackages("quayside.core")
@IncludeClassNamePatterns("quayside\\.core\\.(create|.*\\.incus)\\.\\w+RealTest")
@ExcludeClassNamePatterns(NewerServersTests.THEIRS)
final class RealServersTests {}
