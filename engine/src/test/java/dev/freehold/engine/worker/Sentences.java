package dev.freehold.engine.worker;

import java.util.ArrayList;
import java.util.List;

/** Sentences as different as may be: empty, long, of many scripts, of code, of numbers. */
public final class Sentences {
    private Sentences() {}

    public static List<String> varied() {
        List<String> sentences = new ArrayList<>(List.of(
                "",
                " ",
                ".",
                "a",
                "Hello, world!",
                "The quick brown fox jumps over the lazy dog.",
                "the quick brown fox jumps over the lazy dog",
                "Payment of 1,250.00 EUR was declined on 3 March 2024.",
                "Gr\u00fc\u00dfe aus K\u00f6ln: \u00e4\u00f6\u00fc \u00df",
                "\u65e5\u672c\u8a9e\u306e\u6587\u7ae0\u3067\u3059\u3002",
                "\u4e2d\u6587\u53e5\u5b50",
                "\u0420\u0443\u0441\u0441\u043a\u0438\u0439 \u0442\u0435\u043a\u0441\u0442",
                "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
                "\ud83d\ude00\ud83d\ude80 emoji \ud83d\udc69\u200d\ud83d\udcbb",
                "e\u0301 and \u00e9 are one letter",
                "SELECT * FROM accounts WHERE id = 42; -- comment",
                "public static void main(String[] args) { }",
                "https://example.org/a/b?c=d&e=f#g",
                "name@example.org",
                "[CLS] not a special token [SEP] [MASK]",
                "tabs\tand\nnew lines\r\nhere",
                "zero\u200bwidth and \u00a0 no-break",
                "\u0000\u0001 control",
                "supercalifragilisticexpialidocious antidisestablishmentarianism",
                "1234567890 0987654321 3.14159 -17 1e-9",
                "!!! ??? ... --- *** ((( )))",
                "ALL CAPITALS SHOUTED AT THE READER",
                "My card was charged twice, please refund one of both charges.",
                "How do I reset my password if I lost my phone?",
                "The mobile application crashes when I open the transfer screen.",
                "Where is my parcel? It should have arrived last week."));
        sentences.add("word ".repeat(2000));
        sentences.add("x".repeat(5000));
        sentences.add("A long report about many things, with commas, and clauses; it goes on. ".repeat(25));
        return sentences;
    }
}
