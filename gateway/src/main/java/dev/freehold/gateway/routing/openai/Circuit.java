package dev.freehold.gateway.routing.openai;

import dev.freehold.gateway.routing.openai.CircuitState.Closed;
import dev.freehold.gateway.routing.openai.CircuitState.Open;
import dev.freehold.gateway.routing.openai.CircuitState.Trying;
import java.time.Duration;
import java.time.InstantSource;

/** Keeps calls from a server that failed several times in a row, so that nobody waits for what will not come. */
final class Circuit {
    private static final System.Logger LOG = System.getLogger(Circuit.class.getName());
    private final int failures;
    private final Duration pause;
    private final InstantSource clock;
    private CircuitState state = new Closed(0);

    /**
     * @param failures in a row that open it
     * @param pause between opening and the one call that tries
     */
    Circuit(int failures, Duration pause, InstantSource clock) {
        this.failures = failures;
        this.pause = pause;
        this.clock = clock;
    }

    /** Asks to go through; whoever may must tell how it ended, by {@link #worked} or {@link #failed}. */
    synchronized boolean admits() {
        if (state instanceof Open open && !clock.instant().isBefore(open.until())) {
            state = new Trying();
            return true;
        }
        return state instanceof Closed;
    }

    /** The server answered, whatever it said. */
    synchronized void worked() {
        if (!(state instanceof Closed)) {
            LOG.log(System.Logger.Level.INFO, "the model's server answers again");
        }
        state = new Closed(0);
    }

    /** The server could not be reached, or broke. */
    synchronized void failed() {
        int inRow = state instanceof Closed closed ? closed.failures() + 1 : failures;
        if (inRow < failures) {
            state = new Closed(inRow);
        } else if (!(state instanceof Open)) {
            state = new Open(clock.instant().plus(pause));
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the model''s server failed {0} times in a row: nothing is sent to it for {1}",
                    failures,
                    pause);
        }
    }

    synchronized CircuitState state() {
        return state;
    }
}
