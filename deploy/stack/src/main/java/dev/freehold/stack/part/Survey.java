package dev.freehold.stack.part;

import dev.freehold.servers.process.Daemon;
import dev.freehold.stack.home.StackFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Looks at every part, at the same time. */
public final class Survey {
    /**
     * How one part is.
     *
     * @param pid 0 where it was not started
     * @param memory in bytes, its share of what it has in common with others included; 0 where that is not told
     * @param complaint what is missing, where it says so
     */
    public record Line(String name, long pid, int port, PartState state, long memory, String complaint) {}

    private final StackFolder folder;
    private final List<Part> parts;

    public Survey(StackFolder folder, List<Part> parts) {
        this.folder = folder;
        this.parts = parts;
    }

    public List<Line> run() {
        return parts.parallelStream().map(this::line).toList();
    }

    private Line line(Part part) {
        try {
            Optional<Daemon> daemon = Daemon.read(folder.pid(part.name()));
            if (daemon.isEmpty()) {
                return new Line(part.name(), 0, part.port(), PartState.STOPPED, 0, "");
            }
            if (!daemon.get().alive()) {
                return new Line(part.name(), daemon.get().pid(), part.port(), PartState.DEAD, 0, "");
            }
            boolean ready = part.ready();
            return new Line(
                    part.name(),
                    daemon.get().pid(),
                    part.port(),
                    ready ? PartState.READY : PartState.NOT_READY,
                    daemon.get().memory(),
                    ready ? "" : part.complaint());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
