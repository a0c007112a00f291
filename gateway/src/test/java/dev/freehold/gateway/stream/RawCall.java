package dev.freehold.gateway.stream;

import dev.freehold.gateway.house.Scene;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A caller with a bare socket, who sees each line when it comes and can hang up. */
final class RawCall implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private final Socket socket;
    private final BufferedReader lines;

    RawCall(String path, String body) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Scene.KEY
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static RawCall chat(String more) throws IOException {
        return new RawCall(
                "/v1/chat/completions",
                "{\"model\":\"minilm\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":true" + more
                        + "}");
    }

    /** The next line that begins like this, or null at the end. */
    String next(String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.regionMatches(true, 0, beginning, 0, beginning.length())) {
            line = lines.readLine();
        }
        return line;
    }

    /** The next event's document. */
    String event() throws IOException {
        String line = next("data: ");
        return line == null ? "" : line.substring("data: ".length());
    }

    /** All events up to the last chunk of the body. */
    List<String> events() throws IOException {
        List<String> events = new ArrayList<>();
        for (String line = lines.readLine(); line != null && !line.equals("0"); line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                events.add(line.substring("data: ".length()));
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
