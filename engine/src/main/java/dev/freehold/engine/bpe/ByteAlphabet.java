package dev.freehold.engine.bpe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One printable character for each byte, as GPT-2 chose them: a byte that is printable in Latin-1 stands for itself, the
 * others take the characters from U+0100 up, in order. Tokenizer files name their tokens in it.
 */
final class ByteAlphabet {
    private static final char[] CHARACTERS = characters();

    private ByteAlphabet() {}

    private static char[] characters() {
        char[] characters = new char[256];
        char next = 0x100;
        for (int value = 0; value < 256; value++) {
            characters[value] = isPrintable(value) ? (char) value : next++;
        }
        return characters;
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || (value >= 0xAE);
    }

    /** All 256 characters, in the order of the characters. */
    static List<String> symbols() {
        List<String> symbols = new ArrayList<>();
        for (char character : CHARACTERS) {
            symbols.add(String.valueOf(character));
        }
        symbols.sort(null);
        return symbols;
    }

    /** A text's UTF-8 bytes, each as its character. */
    static String spelled(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder spelled = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            spelled.append(CHARACTERS[value & 0xFF]);
        }
        return spelled.toString();
    }
}
