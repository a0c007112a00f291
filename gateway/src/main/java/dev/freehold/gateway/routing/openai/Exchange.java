package dev.freehold.gateway.routing.openai;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request under way, which whoever waits for it can give up. */
final class Exchange {
    private @Nullable HttpClientRequest request;
    private boolean cut;

    synchronized HttpClientRequest began(HttpClientRequest sending) {
        request = sending;
        if (cut) {
            sending.reset();
        }
        return sending;
    }

    /** Ends it; the connection goes with it. */
    synchronized void cut() {
        cut = true;
        if (request != null) {
            request.reset();
        }
    }

    <T> T await(Future<T> future, Duration longest) throws ServerFailed {
        try {
            return future.toCompletionStage().toCompletableFuture().get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw ModelServer.failure(e);
        } catch (TimeoutException e) {
            cut();
            throw new ServerFailed("it had not answered after " + longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
            throw new ServerFailed("nobody waited for its answer");
        }
    }

    /** The whole of an answer, unless it is too large. */
    static Future<ModelServer.Answer> whole(HttpClientResponse response) {
        Promise<ModelServer.Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(bytes -> {
            if (body.length() + bytes.length() > ModelServer.LARGEST_ANSWER) {
                whole.tryFail(new ServerFailed("its answer has more than " + ModelServer.LARGEST_ANSWER + " bytes"));
                response.request().reset();
            } else {
                body.appendBuffer(bytes);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(new ModelServer.Answer(response.statusCode(), body.getBytes())));
        return whole.future();
    }
}
