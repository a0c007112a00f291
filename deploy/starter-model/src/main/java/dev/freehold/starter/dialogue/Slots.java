package dev.freehold.starter.dialogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that one exchange puts into the braces of its question and answer. */
final class Slots {
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)\\}");
    private static final Map<String, List<String>> WORDS = Map.of(
            "card", List.of("debit card", "credit card", "bank card", "gold card"),
            "account", List.of("savings", "current", "joint", "youth", "business"),
            "city",
                    List.of(
                            "Lyon", "Porto", "Gent", "Malaga", "Graz", "Turku", "Bremen", "Parma", "Cork", "Delft",
                            "Aarhus", "Basel", "Bergen", "Bilbao", "Brno", "Dijon", "Dresden", "Genoa", "Gdansk",
                            "Geneva", "Kiel", "Krakow", "Leipzig", "Liege", "Linz", "Lugano", "Metz", "Munster",
                            "Nantes", "Oulu", "Padua", "Poznan", "Riga", "Rouen", "Siena", "Split", "Tartu", "Trento",
                            "Utrecht", "Vigo"),
            "shop",
                    List.of(
                            "Marlow Books",
                            "Corner Cafe",
                            "Hansen Sports",
                            "Blue Garden",
                            "Nova Travel",
                            "Pixel Shop",
                            "Green Market",
                            "Old Mill Bakery",
                            "City Bikes",
                            "Harbour Hotel",
                            "Lena Fashion",
                            "North Radio",
                            "Piano House",
                            "Quick Tyres",
                            "Rose Florist",
                            "Silver Cinema",
                            "Toy Castle",
                            "Velvet Shoes",
                            "Wood Works",
                            "Zebra Toys"),
            "currency", List.of("dollars", "pounds", "francs", "kroner", "yen", "zloty"),
            "device", List.of("phone", "tablet", "computer", "laptop"),
            "country", List.of("Japan", "Canada", "Norway", "Mexico", "Turkey", "Kenya"),
            "room", List.of("kitchen", "cellar", "bathroom", "garage", "living room"),
            "policy", List.of("car", "home", "travel", "life", "dental"));
    private static final Map<String, int[]> NUMBERS =
            Map.of("amount", new int[] {10, 990}, "years", new int[] {5, 20}, "months", new int[] {2, 9});

    private final SplittableRandom random;
    private final Map<String, String> chosen = new HashMap<>();

    Slots(SplittableRandom random) {
        this.random = random;
    }

    /** The same slot gets the same word in every text of the exchange. */
    String fill(String text) {
        return SLOT.matcher(text).replaceAll(slot -> Matcher.quoteReplacement(word(slot.group(1))));
    }

    private String word(String slot) {
        String known = chosen.get(slot);
        if (known == null) {
            known = drawn(slot);
            chosen.put(slot, known);
        }
        return known;
    }

    private String drawn(String slot) {
        int[] bounds = NUMBERS.get(slot);
        if (bounds != null) {
            return String.valueOf(random.nextInt(bounds[0], bounds[1] + 1));
        }
        List<String> words = WORDS.get(slot);
        if (words == null) {
            throw new IllegalArgumentException("there is no slot " + slot);
        }
        return words.get(random.nextInt(words.size()));
    }
}
