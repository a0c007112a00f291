package dev.freehold.audit.ledger.proof;

import dev.freehold.audit.ledger.encoding.CanonicalBase64;
import dev.freehold.audit.ledger.encoding.CanonicalDecimal;
import dev.freehold.audit.ledger.encoding.StrictUtf8;
import dev.freehold.audit.ledger.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A file that proves, without the log at hand, that an entry is in it.
 *
 * @param extra bytes that the proof carries along unproved
 * @param index position of the entry
 * @param path inclusion proof, lowest hash first
 * @param signedCheckpoint the exact bytes of a checkpoint file
 */
public record TlogProof(Optional<byte[]> extra, long index, List<Hash> path, byte[] signedCheckpoint) {
    /** More than the largest checkpoint and the longest path. */
    public static final int LARGEST_FILE = 1 << 20;

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /** A tree of 2^63 leaves has a path of 63 hashes. */
    private static final int LONGEST_PATH = 63;

    public TlogProof {
        extra = extra.map(byte[]::clone);
        path = List.copyOf(path);
        signedCheckpoint = signedCheckpoint.clone();
    }

    public TlogProof(long index, List<Hash> path, byte[] signedCheckpoint) {
        this(Optional.empty(), index, path, signedCheckpoint);
    }

    @Override
    public byte[] signedCheckpoint() {
        return signedCheckpoint.clone();
    }

    /**
     * Reads a proof file; says nothing yet about whether it proves anything.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static TlogProof parse(byte[] file) {
        String text = StrictUtf8.decode(file);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException("a proof has a blank line before its checkpoint");
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, blank).split("\n", LONGEST_PATH + 4)));
        if (!lines.remove(0).equals(HEADER)) {
            throw new IllegalArgumentException("line 1 of the proof is not " + HEADER);
        }
        Optional<byte[]> extra = Optional.empty();
        if (!lines.isEmpty() && lines.get(0).startsWith(EXTRA)) {
            extra = Optional.of(CanonicalBase64.decode(lines.remove(0).substring(EXTRA.length())));
        }
        if (lines.isEmpty() || !lines.get(0).startsWith(INDEX)) {
            throw new IllegalArgumentException("the proof has no line '" + INDEX + "'");
        }
        long index = CanonicalDecimal.decode(lines.remove(0).substring(INDEX.length()), "the index");
        if (lines.size() > LONGEST_PATH) {
            throw new IllegalArgumentException("the path has more than " + LONGEST_PATH + " hashes");
        }
        return new TlogProof(
                extra,
                index,
                lines.stream().map(Hash::ofBase64).toList(),
                text.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
    }

    /** The file that {@link #parse} reads. */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        extra.ifPresent(bytes -> text.append(EXTRA)
                .append(Base64.getEncoder().encodeToString(bytes))
                .append('\n'));
        text.append(INDEX).append(index).append('\n');
        path.forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n')
                .append(new String(signedCheckpoint, StandardCharsets.UTF_8))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
