package dev.freehold.testkit.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The Chrome DevTools Protocol on one WebSocket: commands that wait for their answer, and events by session. */
final class DevTools {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<String, JsonNode>> listeners = new ConcurrentHashMap<>();
    private final WebSocket socket;

    private DevTools(URI address) {
        this.socket = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .build()
                .newWebSocketBuilder()
                .connectTimeout(LONGEST_WAIT)
                .buildAsync(address, new Reader())
                .join();
    }

    static DevTools connect(URI address) {
        return new DevTools(address);
    }

    static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    /** Hears the events of a session: their name and what they say. */
    void listen(String session, BiConsumer<String, JsonNode> listener) {
        listeners.put(session, listener);
    }

    /**
     * Sends a command and waits for its answer.
     *
     * @param session absent for commands to the browser itself
     * @throws IllegalStateException if the browser refuses it, or does not answer within 30 seconds
     */
    JsonNode call(@Nullable String session, String method, ObjectNode parameters) {
        int id = lastId.incrementAndGet();
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", parameters);
        if (session != null) {
            command.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            send(command);
            return answer.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(method + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " was interrupted", e);
        } finally {
            waiting.remove(id);
        }
    }

    /** One at a time: a WebSocket takes no second text before the first is on its way. */
    private synchronized void send(ObjectNode command) {
        socket.sendText(command.toString(), true).join();
    }

    private void heard(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the browser sent no JSON", e);
        }
        if (message.has("id")) {
            answered(message);
        } else {
            BiConsumer<String, JsonNode> listener =
                    listeners.get(message.path("sessionId").asText());
            if (listener != null) {
                listener.accept(message.path("method").asText(), message.path("params"));
            }
        }
    }

    private void answered(JsonNode message) {
        CompletableFuture<JsonNode> answer = waiting.get(message.path("id").asInt());
        if (answer == null) {
            return;
        }
        if (message.has("error")) {
            answer.completeExceptionally(new IllegalStateException(
                    message.path("error").path("message").asText()));
        } else {
            answer.complete(message.path("result"));
        }
    }

    /** Puts the parts of a message together. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                String whole = parts.toString();
                parts.setLength(0);
                heard(whole);
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            waiting.values().forEach(answer -> answer.completeExceptionally(error));
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            onError(from, new IllegalStateException("the browser is gone"));
            return null;
        }
    }
}
