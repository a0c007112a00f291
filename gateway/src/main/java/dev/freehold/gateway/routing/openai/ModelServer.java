package dev.freehold.gateway.routing.openai;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * The HTTP side of one server: a bounded number of connections that are kept, bounded answers, bounded waits. Blocks its
 * callers, whose interrupt gives the call up and cuts its connection.
 */
final class ModelServer implements AutoCloseable {
    /** Largest plain answer, in bytes: 2048 vectors of 1024 numbers. */
    static final int LARGEST_ANSWER = 64 << 20;

    static final int OK = 200;

    private final Vertx vertx;
    private final HttpClient client;
    private final UpstreamSettings settings;
    private final Counterpart counterpart;

    /** What this process knows of the server: it shows it who asks, and is told how it fares. */
    interface Counterpart {
        void present(RequestOptions request);

        default void answered(int status) {}

        /** No caller can bring this about: it is told before anything of a request is sent. */
        default void unconnected(String why) {}
    }

    ModelServer(Vertx vertx, UpstreamSettings settings) {
        this(vertx, settings, new HttpClientOptions(), request -> {
            if (settings.key() != null) {
                request.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.key());
            }
        });
    }

    /**
     * @param trust says whose certificates are taken, and nothing else
     */
    ModelServer(Vertx vertx, UpstreamSettings settings, HttpClientOptions trust, Counterpart counterpart) {
        this.vertx = vertx;
        this.settings = settings;
        this.counterpart = counterpart;
        this.client = vertx.createHttpClient(
                trust.setSsl(settings.encrypted())
                        .setConnectTimeout((int) settings.connect().toMillis())
                        .setMaxWaitQueueSize(settings.connections())
                        .setMaxHeaderSize(16 << 10),
                new PoolOptions().setHttp1MaxSize(settings.connections()));
    }

    /** A whole answer. */
    record Answer(int status, byte[] body) {}

    /** Takes the bytes of a stream as they come. */
    interface Reader {
        /**
         * @return false to read no more: the connection is cut
         */
        boolean read(byte[] bytes) throws ServerFailed;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param longest time for all of that
     */
    Answer ask(String operation, byte[] body, Duration longest) throws ServerFailed {
        Exchange exchange = new Exchange();
        return exchange.await(send(operation, body, exchange, Exchange::whole), longest);
    }

    /**
     * Sends a request and hands the answer's bytes over as they come.
     *
     * @param longest time until the answer begins; after that, each silence has its own bound
     * @return the answer's status; nothing of an answer is read where that is not 200
     */
    int stream(String operation, byte[] body, Duration longest, Reader reader) throws ServerFailed {
        Exchange exchange = new Exchange();
        Incoming incoming = exchange.await(
                send(operation, body, exchange, response -> Future.succeededFuture(Incoming.of(response))), longest);
        if (incoming.status() != OK) {
            exchange.cut();
            return incoming.status();
        }
        boolean ended = false;
        try {
            for (byte[] bytes = incoming.next(settings.silence()); ; bytes = incoming.next(settings.silence())) {
                if (bytes.length == 0) {
                    ended = true;
                    return OK;
                }
                if (!reader.read(bytes)) {
                    return OK;
                }
            }
        } finally {
            if (!ended) {
                exchange.cut();
            }
        }
    }

    /**
     * Sends a request, all on one event loop: whatever reads the answer is told of it before the next of its bytes is
     * handled, since bytes that nobody reads are thrown away.
     */
    private <T> Future<T> send(
            String operation, byte[] body, Exchange exchange, Function<HttpClientResponse, Future<T>> reading) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(settings.host())
                .setPort(settings.port())
                .setURI(settings.path(operation))
                .setConnectTimeout(settings.connect().toMillis())
                .setIdleTimeout(settings.silence().toMillis())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        counterpart.present(request);
        Promise<T> read = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(turn -> client.request(request)
                        .onFailure(this::unconnected)
                        .compose(sending -> exchange.began(sending).send(Buffer.buffer(body)))
                        .onSuccess(response -> counterpart.answered(response.statusCode()))
                        .compose(reading)
                        .onComplete(read));
        return read.future();
    }

    /** That all connections are taken says nothing of the server. */
    private void unconnected(Throwable cause) {
        if (cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof SSLException) {
            counterpart.unconnected(cause.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        Future<Void> unused = client.close();
    }

    /** The kind of a failure: a message could hold what was sent. */
    static ServerFailed failure(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof ServerFailed known
                ? known
                : new ServerFailed("it could not be asked: " + cause.getClass().getSimpleName());
    }
}
