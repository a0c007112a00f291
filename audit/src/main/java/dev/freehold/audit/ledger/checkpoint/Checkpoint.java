package dev.freehold.audit.ledger.checkpoint;

import dev.freehold.audit.ledger.encoding.CanonicalDecimal;
import dev.freehold.audit.ledger.merkle.Hash;
import dev.freehold.audit.ledger.note.KeyName;
import java.util.List;

/**
 * What a log says of itself: how many entries it has and which root they give.
 *
 * @param origin the log's name, the same as its key's
 * @param extensions further lines, which this house neither writes nor reads
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    /** Enough for 100 signatures of the largest kind; whoever reads a checkpoint stops here. */
    public static final int LARGEST_FILE = 512 << 10;

    public Checkpoint {
        KeyName.checked(origin);
        if (size < 0) {
            throw new IllegalArgumentException("a log has no negative size");
        }
        if (size == 0 && !root.equals(Hash.OF_EMPTY_TREE)) {
            throw new IllegalArgumentException("the root of an empty log is SHA-256 of nothing");
        }
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /**
     * Reads the text of a checkpoint's note.
     *
     * @throws IllegalArgumentException naming the line that is wrong
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("a checkpoint ends with a line feed");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new IllegalArgumentException("a checkpoint has the lines origin, size and root");
        }
        List<String> extensions = lines.subList(3, lines.size());
        if (extensions.contains("")) {
            throw new IllegalArgumentException("an extension line of a checkpoint is empty");
        }
        Hash root;
        try {
            root = Hash.ofBase64(lines.get(2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line 3 of the checkpoint is no root: " + e.getMessage(), e);
        }
        return new Checkpoint(
                lines.get(0), CanonicalDecimal.decode(lines.get(1), "line 2 of the checkpoint"), root, extensions);
    }

    /** The text that is signed. */
    public String text() {
        StringBuilder text = new StringBuilder()
                .append(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(root.base64())
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
