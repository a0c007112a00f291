package dev.freehold.engine.worker;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands pieces of text to a sink, and tells the worker once to stop when the sink wants no more. */
final class PieceRelay implements Consumer<Protocol.Response> {
    private final PieceSink sink;
    private final WorkerProcess process;
    private boolean wanted = true;
    private @Nullable RuntimeException thrown;

    PieceRelay(PieceSink sink, WorkerProcess process) {
        this.sink = sink;
        this.process = process;
    }

    @Override
    public void accept(Protocol.Response part) {
        String piece = part.piece();
        if (wanted && piece != null && !taken(piece)) {
            wanted = false;
            try {
                process.send(Protocol.stop());
            } catch (IOException e) {
                // The worker is gone, and the next line, which will not come, tells.
                process.kill();
            }
        }
    }

    private boolean taken(String piece) {
        try {
            return sink.accept(piece);
        } catch (RuntimeException e) {
            // The worker is in the middle of its answer: that is heard to its end first.
            thrown = e;
            return false;
        }
    }

    /** Throws what the sink threw. */
    void rethrow() {
        if (thrown != null) {
            throw thrown;
        }
    }
}
