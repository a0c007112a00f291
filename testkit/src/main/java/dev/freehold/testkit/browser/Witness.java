package dev.freehold.testkit.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sees what a person would overlook: errors in the console, refused content, and which hosts the page asked. */
public final class Witness {
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Set<String> hosts = new ConcurrentSkipListSet<>();

    void see(String event, JsonNode said) {
        switch (event) {
            case "Runtime.exceptionThrown" ->
                troubles.add(said.path("exceptionDetails")
                        .path("exception")
                        .path("description")
                        .asText());
            case "Runtime.consoleAPICalled" -> {
                if (Set.of("error", "warning", "assert")
                        .contains(said.path("type").asText())) {
                    troubles.add(said.path("args").toString());
                }
            }
            case "Log.entryAdded" -> entry(said.path("entry"));
            case "Network.requestWillBeSent" ->
                asked(said.path("request").path("url").asText());
            default -> {
                // The other events are of no trouble.
            }
        }
    }

    private void entry(JsonNode entry) {
        if (Set.of("error", "warning").contains(entry.path("level").asText())) {
            troubles.add(entry.path("source").asText() + ": "
                    + entry.path("text").asText() + " " + entry.path("url").asText());
        }
    }

    private void asked(String url) {
        URI address = URI.create(url);
        if (address.getHost() != null) {
            hosts.add(address.getAuthority());
        }
    }

    /** Errors and warnings of the console, violations of the content security policy among them. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Hosts, with their ports, that anything on the page asked for anything. */
    public Set<String> hosts() {
        return new TreeSet<>(hosts);
    }
}
