package dev.freehold.testkit.skips;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Says which tests were skipped, and why, as the build runs: a silent skip looks like a pass. */
public final class SkipReporter implements TestExecutionListener {
    private static final System.Logger LOG = System.getLogger("skipped");

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        say(test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            say(test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
        }
    }

    private static void say(TestIdentifier test, String reason) {
        LOG.log(System.Logger.Level.WARNING, "{0}: {1}", test.getDisplayName(), reason);
    }
}
