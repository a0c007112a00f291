package dev.freehold.enforcement.redaction;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded text that is full of findings, near misses and the characters that recognisers care about. */
final class Corpus {
    private static final List<Samples.Sample> POSITIVES = Samples.positives().toList();
    private static final List<String> NEGATIVES = Samples.negatives().toList();
    private static final String NASTY =
            "0123456789abcdefxyzAEZ@@..--++::  __/()%'\n\\neyJ,;=\u00e9\u0663\uff14\u200b\u6570\u2013";
    private static final List<String> WORDS = List.of(
            "the",
            "customer",
            "wrote",
            "routing",
            "number",
            "ssn",
            "tel",
            "about",
            "a",
            "refund",
            "of",
            "1,299.00",
            "EUR",
            "on",
            "2026-11-23",
            "and",
            "we",
            "answered",
            "na\u00efve",
            "\u5361\u53f7",
            "id",
            "x_y",
            "see",
            "v1.2.3",
            "http://");

    private final SplittableRandom random;

    Corpus(long seed) {
        this.random = new SplittableRandom(seed);
    }

    String text(int length) {
        StringBuilder out = new StringBuilder(length + 256);
        while (out.length() < length) {
            out.append(piece());
            if (random.nextInt(4) > 0) {
                out.append(" ,.;:-_\n\"=/@".charAt(random.nextInt(12)));
            }
        }
        return out.toString();
    }

    /** Mostly words, as messages are. */
    String prose(int length) {
        StringBuilder out = new StringBuilder(length + 256);
        while (out.length() < length) {
            out.append(random.nextInt(40) == 0 ? positive() : pick(WORDS)).append(' ');
        }
        return out.toString();
    }

    private String piece() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> positive();
            case 2 -> pick(NEGATIVES);
            case 3 -> mutated(positive());
            case 4 -> fullWidth(positive());
            case 5 -> nasty();
            default -> pick(WORDS);
        };
    }

    private String positive() {
        Samples.Sample sample = pick(POSITIVES);
        return sample.context() + sample.value();
    }

    private String mutated(String value) {
        StringBuilder out = new StringBuilder(value);
        out.setCharAt(random.nextInt(value.length()), NASTY.charAt(random.nextInt(NASTY.length())));
        return random.nextBoolean() ? out.toString() : out.substring(0, 1 + random.nextInt(out.length()));
    }

    private static String fullWidth(String value) {
        return value.chars()
                .map(c -> c > 0x20 && c < 0x7f ? c + 0xFEE0 : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private String nasty() {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            out.append(NASTY.charAt(random.nextInt(NASTY.length())));
        }
        return out.toString();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
