package dev.freehold.engine.decoder;

import ai.djl.pytorch.engine.PtNDArray;
import dev.freehold.engine.script.Tensors;
import java.util.List;

/**
 * Token ids of several texts, laid end to end: nothing is padded, and no text sees another.
 *
 * @param ids of shape [tokens]
 * @param places position of each token within its text, of shape [tokens]
 * @param ends row after the last of each text, of shape [texts]
 */
record PackedTexts(PtNDArray ids, PtNDArray places, PtNDArray ends) {
    static PackedTexts of(Tensors scope, List<long[]> texts) {
        int tokens = texts.stream().mapToInt(text -> text.length).reduce(0, Math::addExact);
        long[] ids = new long[tokens];
        long[] places = new long[tokens];
        long[] ends = new long[texts.size()];
        int at = 0;
        for (int i = 0; i < ends.length; i++) {
            long[] text = texts.get(i);
            if (text.length == 0) {
                throw new IllegalArgumentException("a text of a batch must have a token");
            }
            for (int place = 0; place < text.length; place++) {
                ids[at] = text[place];
                places[at++] = place;
            }
            ends[i] = at;
        }
        return new PackedTexts(
                scope.integers(ids, tokens), scope.integers(places, tokens), scope.integers(ends, ends.length));
    }
}
