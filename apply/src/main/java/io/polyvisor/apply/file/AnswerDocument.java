package io.polyvisor.apply.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.site.Site;
import java.util.List;

/** Answers as JSON of the schema {@code polyvisor.answer/1}. Stateless. */
public final class AnswerDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.answer/1";

    private AnswerDocument() {}

    /** The document: the assignment, reasons, costs, bounds, and what is short. */
    public static ObjectNode tree(Site site, Answer answer, List<Explanation> reasons) {
        throw new UnsupportedOperationException("not built yet");
    }
}
