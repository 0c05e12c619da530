package io.polyvisor.testbed;

import static io.polyvisor.testbed.SoapMessage.child;
import static io.polyvisor.testbed.SoapMessage.children;
import static io.polyvisor.testbed.SoapMessage.request;
import static io.polyvisor.testbed.SoapMessage.text;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.EnvironmentFault;
import io.polyvisor.tck.Witness;
import io.polyvisor.testbed.SoapMessage.ObjectRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * Somebody else who uses a simulated vCenter, without Polyvisor and with a client that shares no code with it: sees what is there, and
 * makes guests that do not bear our mark.
 *
 * <p>Thread-safe. Methods block for an exchange or a few, 20 seconds each at most; what the vCenter refuses is a {@link SoapFailure}.
 */
public final class VcsimOutsider implements Witness {

    private static final String GUEST = "VirtualMachine";

    private final Vcsim vcsim;
    private final SoapClient client;

    VcsimOutsider(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.client = new SoapClient(vcsim);
    }

    @Override
    public String name() {
        return "a second SOAP client";
    }

    @Override
    public Optional<PowerState> power(GuestId guest) {
        return seen(guest, "runtime.powerState", "config.template")
                .filter(VcsimOutsider::isNoTemplate)
                .map(row -> row.get("runtime.powerState"))
                .map(state -> power(state.getTextContent()));
    }

    @Override
    public Set<String> guestNames() {
        return guests().values().stream().collect(Collectors.toSet());
    }

    /** The names of all guests by their ids, templates left out. */
    public Map<GuestId, String> guests() {
        Map<GuestId, String> names = new LinkedHashMap<>();
        client.all(GUEST, "name", "config.template").forEach((object, row) -> {
            if (isNoTemplate(row)) {
                Element name = row.get("name");
                names.put(GuestId.of(object.id()), name == null ? "" : name.getTextContent());
            }
        });
        return names;
    }

    /** The names of all guests that the vCenter calls powered on, in one reading. */
    public Set<String> running() {
        return client.all(GUEST, "name", "runtime.powerState").values().stream()
                .filter(row -> textOf(row, "runtime.powerState").equals("poweredOn"))
                .map(row -> textOf(row, "name"))
                .collect(Collectors.toSet());
    }

    private static String textOf(Map<String, Element> row, String property) {
        Element value = row.get(property);
        return value == null ? "" : value.getTextContent();
    }

    /** Files that back disks, and media in drives, as datastore paths: {@code [LocalDS_0] web/disk1.vmdk}. */
    @Override
    public List<String> disks(GuestId guest) {
        return seen(guest, "config.hardware.device").stream()
                .flatMap(row -> Optional.ofNullable(row.get("config.hardware.device")).stream())
                .flatMap(devices -> children(devices).stream())
                .filter(device -> Set.of("VirtualDisk", "VirtualCdrom").contains(SoapMessage.type(device)))
                .flatMap(device -> SoapMessage.textAt(device, "backing", "fileName").stream())
                .filter(file -> !file.isEmpty())
                .toList();
    }

    /** What is kept beside a guest's configuration. Where the simulator keeps several values of a key, the last holds. */
    public Map<String, String> extraConfig(GuestId guest) {
        return seen(guest, "config.extraConfig")
                .map(row -> row.get("config.extraConfig"))
                .map(VcsimOutsider::options)
                .orElse(Map.of());
    }

    /** The guests and templates that keep that value under that key: more than one where something was made twice. */
    public List<GuestId> having(String key, String value) {
        return client.all(GUEST, "config.extraConfig").entrySet().stream()
                .filter(entry -> Optional.ofNullable(entry.getValue().get("config.extraConfig"))
                        .map(VcsimOutsider::options)
                        .filter(options -> value.equals(options.get(key)))
                        .isPresent())
                .map(entry -> GuestId.of(entry.getKey().id()))
                .toList();
    }

    /** Makes a small guest without our mark, OFF. */
    public GuestId make(GuestName name) {
        String datastore = only("Datastore", "name").getTextContent();
        XmlElement making = request("CreateVM_Task", SoapMessage.reference(only("Datacenter", "vmFolder")));
        XmlElement config = making.add("config");
        config.add("name").text(name.value());
        config.add("guestId").text("otherGuest");
        config.add("files").add("vmPathName").text("[" + datastore + "]");
        config.add("numCPUs").text("1");
        config.add("memoryMB").text("32");
        SoapMessage.reference(making, "pool", SoapMessage.reference(only("ComputeResource", "resourcePool")));
        return GuestId.of(client.finish(making)
                .orElseThrow(() -> new TestbedFailure("a guest was made and not named"))
                .getTextContent());
    }

    /** Starts a guest, whoever made it. */
    public void start(GuestId guest) {
        client.finish(request("PowerOnVM_Task", reference(guest)));
    }

    /** Takes the power from a guest, whoever made it. */
    public void powerOff(GuestId guest) {
        client.finish(request("PowerOffVM_Task", reference(guest)));
    }

    /** Removes a guest with its files, whatever it does; does nothing when it is gone. */
    public void remove(GuestId guest) {
        Optional<PowerState> state = power(guest);
        if (state.isPresent() && !state.get().equals(PowerState.OFF)) {
            powerOff(guest);
        }
        if (state.isPresent()) {
            client.finish(request("Destroy_Task", reference(guest)));
        }
    }

    /** Gives a guest another name. */
    public void rename(GuestId guest, String name) {
        XmlElement renaming = request("Rename_Task", reference(guest));
        renaming.add("newName").text(name);
        client.finish(renaming);
    }

    /** Makes a template of a guest that is OFF. */
    public void makeTemplate(GuestId guest) {
        client.call(request("MarkAsTemplate", reference(guest)));
    }

    /** Ends the sessions of everybody else, as an administrator can; they learn of it at their next call. */
    public int endOtherSessions() {
        Map<String, Element> sessions =
                client.properties(client.service("sessionManager"), "sessionList", "currentSession");
        String own = Optional.ofNullable(sessions.get("currentSession"))
                .map(session -> text(session, "key"))
                .orElse("");
        List<String> others = Optional.ofNullable(sessions.get("sessionList")).stream()
                .flatMap(list -> children(list).stream())
                .map(session -> text(session, "key"))
                .filter(key -> !key.equals(own))
                .toList();
        if (!others.isEmpty()) {
            XmlElement ending = request("TerminateSession", client.service("sessionManager"));
            others.forEach(key -> ending.add("sessionId").text(key));
            client.call(ending);
        }
        return others.size();
    }

    private Optional<Map<String, Element>> seen(GuestId guest, String... paths) {
        try {
            return Optional.of(client.properties(reference(guest), paths));
        } catch (SoapFailure refusal) {
            if (refusal.is("ManagedObjectNotFound")) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private Element only(String type, String path) {
        return client.all(type, path).values().stream()
                .flatMap(row -> Optional.ofNullable(row.get(path)).stream())
                .findFirst()
                .orElseThrow(() -> new TestbedFailure(vcsim + " has no " + type));
    }

    private static ObjectRef reference(GuestId guest) {
        return new ObjectRef(GUEST, guest.value());
    }

    private static boolean isNoTemplate(Map<String, Element> row) {
        Element template = row.get("config.template");
        return template == null || !template.getTextContent().equals("true");
    }

    private static Map<String, String> options(Element list) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Element option : children(list)) {
            options.put(
                    text(option, "key"),
                    child(option, "value").map(Element::getTextContent).orElse(""));
        }
        return options;
    }

    private static PowerState power(String said) {
        return switch (said) {
            case "poweredOn" -> PowerState.RUNNING;
            case "poweredOff" -> PowerState.OFF;
            case "suspended" -> PowerState.SUSPENDED;
            default -> throw new EnvironmentFault("the vCenter says " + said, null);
        };
    }
}
