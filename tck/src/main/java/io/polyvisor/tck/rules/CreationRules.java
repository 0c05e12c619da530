package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.InvalidSpecException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Making guests: keys, names, and specs that are refused whole. */
final class CreationRules {
    private static final List<String> ODD_NAMES =
            List.of("a<b>&c", "it's \"quoted\"", "größe-日本", "two  words", "percent%20$HOME", "-dash");

    private CreationRules() {}

    static void write(RuleBook book) {
        made(book);
        keys(book);
        faults(book);
        texts(book);
    }

    private static void made(RuleBook book) {
        book.must(30, "A guest that was made is OFF, and is found by its name and in the inventory.")
                .because(
                        "vSphere's clone can power on, and a failed create left a nameless ghost in its simulator: made is not started, and found is not assumed.")
                .lookAt("the driver's create, and named().")
                .check(CreationRules::madeGuestIsOff);
        book.must(31, "A guest that was made has the processors, memory, description and tags of its spec.")
                .because(
                        "Units differ (KiB at libvirt, MiB at vSphere, pages at vz) and one wrong factor makes a guest 1,024 times too large.")
                .lookAt("the driver's writer and reader of sizes.")
                .check(CreationRules::specIsKept);
    }

    private static void madeGuestIsOff(TckContext tck) {
        GuestSpec spec = tck.spec().build();
        Guest guest = tck.make(spec);
        tck.expectPower(guest, OFF);
        expect("the guest found by its name", tck.endpoint().guest(spec.name()).id())
                .is(guest.id());
        expect(
                        "the guest in the inventory",
                        tck.endpoint().inventory().guest(guest.id()).map(GuestView::name))
                .is(Optional.of(spec.name()));
    }

    private static void specIsKept(TckContext tck) {
        GuestSpec spec = tck.spec()
                .vcpus(2)
                .memory(Memory.mib(72))
                .description("made by a rule")
                .tag("purpose", "rule 31")
                .build();
        GuestView view = tck.make(spec).view();
        expect("the processors", view.vcpus()).is(2);
        expect("the memory", view.memory()).is(Memory.mib(72));
        expect("the description", view.requireDetails().description()).is("made by a rule");
        expect("the tags", view.requireDetails().mark().map(Mark::tags).map(tags -> tags.get("purpose")))
                .is(Optional.of("rule 31"));
    }

    private static void keys(RuleBook book) {
        book.must(32, "A guest made under a key is found by that key, and by no other.")
                .because(
                        "After a lost reply the key is all that a client has; vcsim let two guests share an instanceUuid and then picked one.")
                .lookAt("how the creating call carries the key, and the driver's find.")
                .check(CreationRules::foundByKey);
        book.must(
                        33,
                        "Making a guest under a key that is used is refused as ALREADY_EXISTS, and there is still one guest.")
                .because(
                        "A blind resend to libvirt redefines the guest that has the same UUID and name, without a word.")
                .lookAt("whether create looks its key up before it sends.")
                .check(CreationRules::keyIsUsedOnce);
        book.must(
                        34,
                        "Making a guest under a name that is taken is refused as ALREADY_EXISTS, and the guest that has it is unchanged.")
                .because(
                        "libvirt overwrites memory, description and metadata of the old one; vSphere (in vcsim) makes a second of the same name.")
                .lookAt("named(), and the driver's create.")
                .check(CreationRules::nameIsTaken);
    }

    private static void foundByKey(TckContext tck) {
        CreationKey key = CreationKey.fresh();
        Guest guest = tck.owned(tck.done(tck.endpoint().create(tck.spec().build(), key)));
        expect("the guest found by its key", tck.endpoint().find(key).map(Guest::id))
                .is(Optional.of(guest.id()));
        expect(
                        "the guest found by another key",
                        tck.endpoint().find(CreationKey.fresh()).map(Guest::id))
                .is(Optional.empty());
    }

    private static void keyIsUsedOnce(TckContext tck) {
        CreationKey key = CreationKey.fresh();
        GuestSpec first = tck.spec().build();
        Guest guest = tck.owned(tck.done(tck.endpoint().create(first, key)));
        GuestSpec second = tck.spec().build();
        PolyvisorException failure = tck.fails(() -> tck.endpoint().create(second, key));
        expect("the kind of failure", failure.kind()).is(ErrorKind.ALREADY_EXISTS);
        expect("the name of the guest under that key", guest.view().name()).is(first.name());
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(second.name());
    }

    private static void nameIsTaken(TckContext tck) {
        GuestSpec first = tck.spec().description("the first").build();
        Guest guest = tck.given(first);
        GuestView before = guest.view();
        GuestSpec second = GuestSpec.named(first.name())
                .memory(Memory.mib(96))
                .description("the second")
                .build();
        tck.refuses(ErrorKind.ALREADY_EXISTS, () -> tck.endpoint().create(second));
        expect("the guest that had the name", guest.view()).is(before);
        expect(
                        "how many guests have the name",
                        tck.endpoint().inventory().named(first.name()).size())
                .is(1);
    }

    private static void faults(RuleBook book) {
        book.must(
                        35,
                        "A spec with several faults is refused as INVALID_SPEC that names each by its path at once, and nothing is made.")
                .because(
                        "libvirt accepts dangling references and fails at start; vcsim panics on them; nobody lists all at once.")
                .lookAt("the check of references before the creating call.")
                .check(CreationRules::everyFaultAtOnce);
        book.must(
                        36,
                        "A guest that refers to an image, storage or network that is not there is refused by path before anything is made.")
                .in(Profile.PROVISIONING)
                .needs(Capability.VOLUMES, Capability.NETWORKS)
                .needs(Feature.STORAGE)
                .because("libvirt defines the guest and leaves the error for the first start, when its author is gone.")
                .lookAt("inventory of storages, volumes and networks.")
                .check(CreationRules::referencesAreChecked);
        book.must(37, "A creation that the hypervisor refuses half-way leaves neither a guest nor a volume behind.")
                .in(Profile.VOLUMES)
                .needs(Capability.VOLUMES, Capability.VOLUME_THIN)
                .needs(Feature.STORAGE)
                .because(
                        "A create is several native calls (volume, seed, definition), and the last can fail when the first are done.")
                .lookAt("the driver's create: what does it undo, and in which order?")
                .check(CreationRules::nothingIsLeft);
    }

    private static void everyFaultAtOnce(TckContext tck) {
        Set<GuestName> before = TckContext.names(tck.endpoint());
        GuestSpec spec = tck.spec()
                .vcpus(0)
                .memory(Memory.bytes(1))
                .description("bad\u0000text")
                .build();
        PolyvisorException failure =
                tck.refuses(ErrorKind.INVALID_SPEC, () -> tck.endpoint().create(spec));
        Set<String> paths = paths(failure);
        expect("the paths that are named", paths).has("vcpus");
        expect("the paths that are named", paths).has("memory");
        expect("the paths that are named", paths).has("description");
        expect("the names of guests", TckContext.names(tck.endpoint())).is(before);
    }

    private static void referencesAreChecked(TckContext tck) {
        VolumeId missing = tck.missingVolumeId();
        GuestSpec spec = tck.spec()
                .disk(DiskSpec.copyOf(missing))
                .nic(NicSpec.on("pvtck-no-such-network"))
                .build();
        PolyvisorException failure =
                tck.refuses(ErrorKind.INVALID_SPEC, () -> tck.endpoint().create(spec));
        int disk = spec.disks().size() - 1;
        int nic = spec.nics().size() - 1;
        expect("the paths that are named", paths(failure)).has("disks[" + disk + "].image");
        expect("the paths that are named", paths(failure)).has("nics[" + nic + "].network");
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(spec.name());
    }

    private static void nothingIsLeft(TckContext tck) {
        GuestSpec first = tck.spec().build();
        tck.given(first);
        Set<VolumeId> volumes = volumes(tck);
        // Somebody else takes the name between the core's look and the driver's call.
        tck.edge().answer("Driver.named", List::of);
        GuestSpec second = tck.environment()
                .cheapGuest(first.name())
                .disk(DiskSpec.newDisk(Memory.mib(8))
                        .in(tck.environment().storage().get()))
                .build();
        tck.fails(() -> tck.endpoint().create(second));
        tck.edge().calm();
        expect(
                        "how many guests have the name",
                        tck.endpoint().inventory().named(first.name()).size())
                .is(1);
        expect("the volumes", volumes(tck)).is(volumes);
    }

    private static void texts(RuleBook book) {
        book.must(
                        38,
                        "A name with markup, quotes, blanks or other scripts is kept as it is, or refused by path before anything is made.")
                .because(
                        "vzlist's JSON does not escape quotes, vz configuration is sourced by root's shell, and pasted XML breaks on a '<'.")
                .lookAt("how the driver writes names, and its NameRules.")
                .check(tck -> ODD_NAMES.forEach(name -> keptOrRefused(tck, GuestName.of(tck.freshName() + name))));
        book.must(39, "A name of 255 characters is kept as it is, or refused by path before anything is made.")
                .because(
                        "File names, metadata and SOAP fields have different limits; a truncated name is somebody else's guest.")
                .lookAt("the driver's NameRules.")
                .check(tck -> keptOrRefused(tck, GuestName.of((tck.freshName() + "x".repeat(255)).substring(0, 255))));
        book.must(40, "Descriptions and tags with markup, quotes, line ends and other scripts are kept as they are.")
                .because("They travel through XML, shell-sourced files and JSON, each of which eats something.")
                .lookAt("how the driver encodes free text.")
                .check(CreationRules::freeTextIsKept);
    }

    private static void keptOrRefused(TckContext tck, GuestName name) {
        Set<GuestName> before = TckContext.names(tck.endpoint());
        GuestSpec spec = tck.environment().cheapGuest(name).build();
        try {
            Guest guest = tck.make(spec);
            expect("the name", guest.view().name()).is(name);
            expect("the guest of that name", tck.endpoint().guest(name).id()).is(guest.id());
        } catch (InvalidSpecException refusal) {
            expect("the paths that are named", paths(refusal)).has("name");
            expect("the names of guests", TckContext.names(tck.endpoint())).is(before);
        }
    }

    private static void freeTextIsKept(TckContext tck) {
        String text = "<b>&amp; 'single' \"double\" $(id) `id` \\ größe\nsecond line";
        GuestSpec spec = tck.spec()
                .description(text)
                .tag("a&b<c>", "\"quoted\" 'too' größe")
                .build();
        GuestDetails details = tck.make(spec).view().requireDetails();
        expect("the description", details.description()).is(text);
        expect("the tags", details.mark().map(Mark::tags).map(tags -> tags.get("a&b<c>")))
                .is(Optional.of("\"quoted\" 'too' größe"));
    }

    static Set<String> paths(PolyvisorException failure) {
        expectThat(failure.fault() instanceof Fault.InvalidSpec, "the failure is INVALID_SPEC", failure);
        return ((Fault.InvalidSpec) failure.fault())
                .problems().stream().map(SpecProblem::path).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<VolumeId> volumes(TckContext tck) {
        Set<VolumeId> ids = new TreeSet<>();
        tck.endpoint().inventory(InventoryField.VOLUMES).volumes().forEach(volume -> ids.add(volume.id()));
        return ids;
    }
}
