package dev.freehold.console.trail;

import dev.freehold.contracts.model.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A leaf's exact bytes, as a page can show them. */
final class LeafBytes {
    private static final byte LEAF_PREFIX = 0;

    private LeafBytes() {}

    /** The text itself where it is text; hexadecimal where the page would show something else than the bytes. */
    static String shown(byte[] leaf) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(leaf))
                    .toString();
            return text.codePoints().allMatch(LeafBytes::visible)
                    ? text
                    : HexFormat.of().formatHex(leaf);
        } catch (CharacterCodingException e) {
            return HexFormat.of().formatHex(leaf);
        }
    }

    private static boolean visible(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL && type != Character.FORMAT && type != Character.UNASSIGNED;
    }

    /** The leaf hash that the receipt of the call names (RFC 6962, section 2.1). */
    static String hash(byte[] leaf) {
        byte[] prefixed = new byte[leaf.length + 1];
        prefixed[0] = LEAF_PREFIX;
        System.arraycopy(leaf, 0, prefixed, 1, leaf.length);
        return Digest.of(prefixed).hex();
    }
}
