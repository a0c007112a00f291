package dev.freehold.audit.verify;

import dev.freehold.audit.ledger.tile.LogSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The files of a log behind an address; follows no redirect, and waits 30 seconds for a file at most. */
final class HttpSource implements LogSource {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String base;
    private final Optional<String> accessKey;

    HttpSource(String base, Optional<String> accessKey) {
        this.base = base.endsWith("/") ? base : base + "/";
        this.accessKey = accessKey;
    }

    @Override
    public Optional<byte[]> read(String path, int most) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(LONGEST_WAIT);
        accessKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
        HttpResponse<byte[]> response = answer(client.sendAsync(request.build(), head -> new Limited(most + 1)), path);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(response.body());
            case 404, 410 -> Optional.empty();
            default -> throw new IOException(base + path + " answers with status " + response.statusCode());
        };
    }

    /** Waits for the whole body: the client's own timeout ends with the head. */
    private HttpResponse<byte[]> answer(CompletableFuture<HttpResponse<byte[]>> future, String path)
            throws IOException {
        try {
            return future.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException(base + path + " did not come within " + LONGEST_WAIT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(base + path + " cannot be read: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + base + path);
        }
    }

    /** A body of which no more is read than anyone wants. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final int most;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
            started.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[Math.min(part.remaining(), most - content.size())];
                part.get(bytes);
                content.writeBytes(bytes);
            }
            if (content.size() == most && subscription != null) {
                subscription.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(content.toByteArray());
        }
    }
}
