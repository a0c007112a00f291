package dev.freehold.audit.intake;

import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.tlog.LogFiles;
import dev.freehold.audit.ledger.tlog.LogReader;
import dev.freehold.contracts.json.Json;
import dev.freehold.contracts.model.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A note of the positions at some size, so that a start reads the newest entries only. Without it all are read. */
final class PositionsFile {
    private static final System.Logger LOG = System.getLogger(PositionsFile.class.getName());
    private static final String NAME = ".positions";
    private static final int LARGEST = 16 << 20;

    /**
     * The file's content.
     *
     * @param root of the ledger at that size: the note counts for no other ledger
     */
    record Noted(long size, String root, List<Source> sources) {
        /** One source's progress. */
        record Source(String name, long epoch, long next, Digest last) {}
    }

    private PositionsFile() {}

    /** The positions that were noted, if the note is of this very ledger; else those of an empty one. */
    static Positions read(LogFiles files, LogReader ledger) throws IOException {
        Optional<byte[]> content = files.read(NAME, LARGEST);
        if (content.isEmpty()) {
            return new Positions();
        }
        try {
            Noted noted = Json.read(content.get(), Noted.class);
            boolean ofThisLedger = noted.size() <= ledger.checkpoint().size()
                    && ledger.root(noted.size()).equals(Hash.ofBase64(noted.root()));
            if (ofThisLedger) {
                Map<Positions.Source, Positions.Progress> sources = new HashMap<>();
                for (Noted.Source source : noted.sources()) {
                    sources.put(
                            new Positions.Source(source.name(), source.epoch()),
                            new Positions.Progress(source.next(), source.last()));
                }
                return new Positions(noted.size(), sources);
            }
            LOG.log(System.Logger.Level.WARNING, "the noted positions are of another ledger: all entries are read");
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "the noted positions cannot be read: all entries are read");
        }
        return new Positions();
    }

    /** Notes the positions. Nothing is lost if a crash comes between: the note is old then, or gone. */
    static void write(LogFiles files, LogReader ledger, Positions positions) throws IOException {
        List<Noted.Source> sources = new ArrayList<>();
        positions
                .sources()
                .forEach((source, progress) ->
                        sources.add(new Noted.Source(source.name(), source.epoch(), progress.next(), progress.last())));
        Noted noted = new Noted(positions.size(), ledger.root(positions.size()).base64(), sources);
        files.replaceDurably(NAME, Json.MAPPER.writeValueAsBytes(noted));
    }
}
