package dev.freehold.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallThreadsTest {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 24;
    private final Vertx vertx = Vertx.vertx();
    private final CallThreads threads = new CallThreads();

    @AfterEach
    void close() {
        threads.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_call_goes_on_where_it_may_wait_and_in_the_context_of_its_connection() throws Exception {
        CompletableFuture<Seen> here = new CompletableFuture<>();
        CompletableFuture<Seen> next = new CompletableFuture<>();
        ask(
                call -> {
                    here.complete(Seen.now());
                    threads.next(call);
                },
                call -> {
                    next.complete(Seen.now());
                    call.end();
                });
        Seen before = here.get(10, TimeUnit.SECONDS);
        Seen after = next.get(10, TimeUnit.SECONDS);
        assertThat(before.eventLoop()).isTrue();
        assertThat(after.eventLoop()).isEqualTo(!VIRTUAL);
        assertThat(after.thread().equals(before.thread())).isEqualTo(!VIRTUAL);
        assertThat(after.context().nettyEventLoop()).isSameAs(before.context().nettyEventLoop());
    }

    @Test
    void a_handler_that_breaks_on_that_thread_is_answered_all_the_same() throws Exception {
        int status = ask(threads::next, call -> {
            throw new IllegalStateException("broken for the test");
        });
        assertThat(status).isEqualTo(500);
    }

    private record Seen(Thread thread, boolean eventLoop, ContextInternal context) {
        static Seen now() {
            return new Seen(
                    Thread.currentThread(), Context.isOnEventLoopThread(), (ContextInternal) Vertx.currentContext());
        }
    }

    private interface Handler extends io.vertx.core.Handler<RoutingContext> {}

    private int ask(Handler first, Handler second) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(first).handler(second);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
