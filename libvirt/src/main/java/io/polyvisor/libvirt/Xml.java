package io.polyvisor.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * One element of a libvirt document, read and changed in place; whatever is not touched (unknown elements, comments,
 * namespaces, white space) is written as it was read, the order of attributes aside. Documents with a DTD are refused, nothing external is ever loaded.
 *
 * <p>Paths are element names joined by {@code /}, relative to this element, the first match counting at each step; the
 * last step of a reading path may be {@code @attribute}. Names are local names without a prefix and match elements in no
 * namespace; elements in a namespace are reached by {@link #inNamespace}.
 *
 * <p>Not thread-safe. Texts that XML 1.0 cannot carry are refused with {@link IllegalArgumentException}.
 */
public final class Xml {

    private final Element element;

    private Xml(Element element) {
        this.element = element;
    }

    /**
     * The root element of a document.
     *
     * @throws IllegalArgumentException if {@code document} is not well-formed or has a DTD; says where and names
     *     elements, but repeats no texts, which may hold secrets
     */
    public static Xml parse(String document) {
        return new Xml(XmlCodec.parse(document).getDocumentElement());
    }

    /** A new document's root element. */
    public static Xml create(String name) {
        Document document = XmlCodec.empty();
        Element root = document.createElement(name);
        document.appendChild(root);
        return new Xml(root);
    }

    /** This element and what is in it as a document of its own, without XML declaration. */
    public String write() {
        return XmlCodec.write(element);
    }

    /** A copy that shares nothing with this element. */
    public Xml copy() {
        Document document = XmlCodec.empty();
        Element imported = (Element) document.importNode(element, true);
        document.appendChild(imported);
        return new Xml(imported);
    }

    /** The local name. */
    public String name() {
        String local = element.getLocalName();
        return local == null ? element.getTagName() : local;
    }

    /** All text inside, concatenated, as written. */
    public String text() {
        return element.getTextContent();
    }

    /** The text at a path, without white space around it; of an attribute, its value. */
    public Optional<String> text(String path) {
        int at = path.indexOf('@');
        if (at < 0) {
            return find(path).map(found -> found.text().strip());
        }
        String name = path.substring(at + 1);
        Optional<Xml> holder = at == 0 ? Optional.of(this) : find(path.substring(0, at - 1));
        return holder.flatMap(found -> found.attribute(name));
    }

    /**
     * The whole number at a path.
     *
     * @throws IllegalArgumentException if there is something else
     */
    public OptionalLong number(String path) {
        Optional<String> text = text(path);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(path + " is not a whole number: '" + text.get() + "'", e);
        }
    }

    /**
     * The amount at a path in bytes, its {@code unit} attribute counted in.
     *
     * @param otherwise the unit where none is written: KiB in domains, bytes in storage
     * @throws IllegalArgumentException if it is no number or of an unknown unit
     */
    public OptionalLong bytes(String path, ByteUnit otherwise) {
        OptionalLong number = number(path);
        if (number.isEmpty()) {
            return number;
        }
        ByteUnit unit = text(path + "/@unit").map(ByteUnit::named).orElse(otherwise);
        return OptionalLong.of(Math.multiplyExact(number.getAsLong(), unit.bytes()));
    }

    /** Whether there is an element at a path. */
    public boolean has(String path) {
        return find(path).isPresent();
    }

    /** The first element at a path. */
    public Optional<Xml> find(String path) {
        Xml here = this;
        for (String step : path.split("/", -1)) {
            Optional<Xml> next = here.children(step).stream().findFirst();
            if (next.isEmpty()) {
                return next;
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    /** Every element at a path, whatever its ancestors on it, in document order. */
    public List<Xml> all(String path) {
        List<Xml> found = List.of(this);
        for (String step : path.split("/", -1)) {
            found = found.stream().flatMap(each -> each.children(step).stream()).toList();
        }
        return found;
    }

    /** Child elements of one name. */
    public List<Xml> children(String name) {
        return children().stream()
                .filter(child ->
                        child.element.getNamespaceURI() == null && child.name().equals(name))
                .toList();
    }

    /** Child elements of one namespace. */
    public List<Xml> inNamespace(String uri) {
        return children().stream()
                .filter(child -> uri.equals(child.element.getNamespaceURI()))
                .toList();
    }

    /** All child elements, in document order. */
    public List<Xml> children() {
        List<Xml> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new Xml(child));
            }
        }
        return children;
    }

    /** The value of an attribute of this element. */
    public Optional<String> attribute(String name) {
        Attr attribute = element.getAttributeNode(name);
        return attribute == null ? Optional.empty() : Optional.of(attribute.getValue());
    }

    /** Sets an attribute. */
    public Xml attribute(String name, String value) {
        element.setAttribute(name, XmlCharacters.requireXml(value));
        return this;
    }

    /** Sets an attribute. */
    public Xml attribute(String name, long value) {
        return attribute(name, Long.toString(value));
    }

    /** Takes an attribute away, if it is there. */
    public Xml withoutAttribute(String name) {
        element.removeAttribute(name);
        return this;
    }

    /** Puts a text in place of all that is inside. */
    public Xml setText(String text) {
        element.setTextContent(XmlCharacters.requireXml(text));
        return this;
    }

    /** Puts a number in place of all that is inside. */
    public Xml setText(long number) {
        return setText(Long.toString(number));
    }

    /** Appends an empty element and returns it. */
    public Xml add(String name) {
        Element child = document().createElement(name);
        element.appendChild(child);
        return new Xml(child);
    }

    /** Appends an element with a text and returns the new element. */
    public Xml add(String name, String text) {
        return add(name).setText(text);
    }

    /** Appends an empty element in a namespace and returns it; {@code name} may have a prefix, which is declared. */
    public Xml addInNamespace(String uri, String name) {
        Element child = document().createElementNS(uri, name);
        element.appendChild(child);
        return new Xml(child);
    }

    /** Appends a copy of an element and returns the copy. */
    public Xml add(Xml other) {
        return insert(other, null);
    }

    /** Inserts a copy of an element before a child, and returns the copy. */
    public Xml addBefore(Xml child, Xml other) {
        return insert(other, child.element);
    }

    private Xml insert(Xml other, @Nullable Node before) {
        Element copy = (Element) document().importNode(other.element, true);
        element.insertBefore(copy, before);
        return new Xml(copy);
    }

    /** The first element at a path, made with all that is missing on the way. */
    public Xml ensure(String path) {
        Xml here = this;
        for (String step : path.split("/", -1)) {
            Xml parent = here;
            here = parent.children(step).stream().findFirst().orElseGet(() -> parent.add(step));
        }
        return here;
    }

    /** Takes this element out of its parent; a root stays. */
    public void remove() {
        Node parent = element.getParentNode();
        if (parent instanceof Element) {
            parent.removeChild(element);
        }
    }

    /** Takes every element at a path out. */
    public Xml removeAll(String path) {
        all(path).forEach(Xml::remove);
        return this;
    }

    private Document document() {
        return element.getOwnerDocument();
    }

    /** {@link #write()} would show secrets, so this tells the name only. */
    @Override
    public String toString() {
        return "<" + name() + ">";
    }
}
