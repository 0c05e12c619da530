package io.polyvisor.tck;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report for whatever reads JUnit's XML: one suite, one test case per rule; what was not run is skipped with its reason. */
final class ReportJUnitXml {
    private final XMLStreamWriter xml;

    private ReportJUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(TckReport report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new ReportJUnitXml(xml).write(report);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML into memory failed", e);
        }
        return text.toString();
    }

    private void write(TckReport report) throws XMLStreamException {
        Map<String, Integer> counts = report.counts();
        int skipped = counts.getOrDefault("NOT_APPLICABLE", 0) + counts.getOrDefault("NOT_RUN", 0);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "polyvisor-tck." + report.backend());
        xml.writeAttribute("tests", Integer.toString(report.results().size()));
        xml.writeAttribute("failures", Integer.toString(counts.getOrDefault("FAIL", 0)));
        xml.writeAttribute("errors", Integer.toString(counts.getOrDefault("INCONCLUSIVE", 0)));
        xml.writeAttribute("skipped", Integer.toString(skipped));
        xml.writeAttribute("time", seconds(report.took().toMillis()));
        xml.writeAttribute("timestamp", report.began().toString());
        for (RuleResult result : report.results()) {
            testCase(report, result);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void testCase(TckReport report, RuleResult result) throws XMLStreamException {
        Rule rule = result.rule();
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname",
                "polyvisor-tck." + report.backend() + "." + rule.id().area());
        xml.writeAttribute("name", printable(rule.toString()));
        xml.writeAttribute("time", seconds(result.took().toMillis()));
        Verdict verdict = result.verdict();
        if (verdict instanceof Verdict.Fail) {
            outcome("failure", verdict, List.of("look at: " + rule.lookAt(), "why this rule: " + rule.why()));
        } else if (verdict instanceof Verdict.Inconclusive) {
            outcome("error", verdict, result.notes());
        } else if (!(verdict instanceof Verdict.Pass)) {
            outcome("skipped", verdict, List.of());
        }
        xml.writeEndElement();
    }

    private void outcome(String element, Verdict verdict, List<String> lines) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", printable(verdict.word() + ": " + verdict.detail()));
        xml.writeCharacters(printable(String.join("\n", lines)));
        xml.writeEndElement();
    }

    /** XML 1.0 has no way to write control characters, and a console's last line may hold some. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '?' : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String seconds(long millis) {
        return String.format(java.util.Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
    }
}
