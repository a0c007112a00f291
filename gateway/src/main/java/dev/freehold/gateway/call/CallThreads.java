package dev.freehold.gateway.call;

import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a call that is here whole a thread of its own to wait on, for the disk and for the model: a virtual one where Java has
 * them, since a call waits three times and waking a platform thread costs as much as what it then does. Elsewhere the call
 * goes on where it is, and Quarkus gives it one of its workers.
 */
@ApplicationScoped
class CallThreads {
    /** JEP 491: before, a virtual thread that waits within synchronized code holds its carrier. */
    private static final int FIRST_JAVA = 24;

    private final @Nullable ExecutorService threads;

    CallThreads() {
        threads = Runtime.version().feature() >= FIRST_JAVA ? virtual() : null;
    }

    /** Goes on with a call, on its thread. */
    void next(RoutingContext call) {
        if (threads == null) {
            call.next();
            return;
        }
        ContextInternal context = (ContextInternal) call.vertx().getOrCreateContext();
        threads.execute(() -> {
            ContextInternal before = context.beginDispatch();
            try {
                call.next();
            } finally {
                context.endDispatch(before);
            }
        });
    }

    /** By name, since this is compiled for Java 17. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Java " + Runtime.version() + " has virtual threads", e);
        }
    }

    @PreDestroy
    void close() {
        if (threads != null) {
            threads.shutdown();
        }
    }
}
