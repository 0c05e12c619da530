package io.polyvisor.apply.file;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans that hold every action, every condition and every field. */
final class PlanSamples {
    private static final HostKey KVM1 = new HostKey("kvm1", "kvm1");
    private static final HostKey KVM2 = new HostKey("kvm2", "kvm2");
    private static final HostKey ESX = new HostKey("central", "esx1.example.org");
    private static final CreationKey KEY = CreationKey.of("6f1c9a52-7a40-4b0e-8f6d-3a2b1c0d9e8f");

    private PlanSamples() {}

    static Plan everything() {
        return plan(new Action.Create(
                "web",
                KVM1,
                spec(Optional.of("#cloud-config\npassword: \"h\u00e4\u0001\u2028\ud83d\ude00\"\n")),
                KEY,
                Optional.of(ESX)));
    }

    static Plan withoutUserData() {
        return plan(new Action.Create("web", KVM1, spec(Optional.empty()), KEY, Optional.empty()));
    }

    private static GuestSpec spec(Optional<String> userData) {
        SeedSpec seed = SeedSpec.hostName("web").withAuthorizedKeys(List.of("ssh-ed25519 AAAA you@example.org"));
        return GuestSpec.named("web")
                .vcpus(2)
                .maxVcpus(4)
                .memory(Memory.gib(2))
                .maxMemory(Memory.gib(4))
                .disk(DiskSpec.copyOf(VolumeId.of("images", "linux.qcow2")).grownTo(Memory.gib(20)))
                .disk(DiskSpec.linkedTo(VolumeId.of("a/b", "c")).in(StorageId.of("fast")))
                .disk(DiskSpec.newDisk(Memory.bytes(12345))
                        .in(StorageId.of("slow"))
                        .thick())
                .disk(DiskSpec.existing(VolumeId.of("images", "data.raw")))
                .nic(NicSpec.on("servers"))
                .nic(NicSpec.on("backup").withMac(MacAddress.of("52:54:00:12:34:56")))
                .boot(BootDevice.DISK, BootDevice.NETWORK)
                .media(VolumeId.of("iso", "debian.iso"))
                .seed(userData.map(seed::withUserData).orElse(seed))
                .host(HostId.of("host-1"))
                .autostart(true)
                .protection(Protection.RESTART_IF_POSSIBLE)
                .tag("owner", "physics")
                .tag("env", "")
                .description("the web server")
                .build();
    }

    private static Plan plan(Action.Create create) {
        List<Action> actions = List.of(
                create,
                new Action.Start("web", KVM1),
                new Action.Move("mail", KVM1, KVM2, true),
                new Action.Stop("old", KVM1),
                new Action.Discard("old", KVM1),
                new Action.Recover("db", KVM1, KVM2),
                new Action.Retire("db", KVM1),
                new Action.Protect("db", KVM2, Protection.DO_NOT_RESTART, Protection.PROTECTED),
                new Action.Autostart("db", KVM2, false),
                new Action.Fence(KVM1),
                new Action.Rejoin(KVM1),
                new Action.Release(KVM2),
                new Action.Engage(ESX));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            steps.add(new Step(
                    i + 1,
                    i / 2 + 1,
                    actions.get(i),
                    i == 0 ? conditions() : List.of(),
                    i == 0 ? Optional.of(new Action.Discard("web", KVM1)) : Optional.empty(),
                    Duration.ofMillis(1500L * i).plusNanos(7),
                    new Money(i * 3650L - 5),
                    i == 0 ? "made" : "because " + i));
        }
        return new Plan(
                "3f2a",
                "school",
                "place 1 guest",
                "hybrid",
                steps,
                List.of(new Plan.Obstacle(List.of("b", "a"), true, "a cycle without room", "stop a for 40 s")),
                new Money(-14950));
    }

    private static List<Condition> conditions() {
        return List.of(
                new Condition.NameFree("web", "kvm1"),
                new Condition.GuestIs(
                        "mail", KVM1, Set.of(PowerState.RUNNING, PowerState.OFF), Optional.of(GuestId.of("vm-1"))),
                new Condition.GuestIs("db", KVM1, Set.of(PowerState.UNKNOWN), Optional.empty()),
                new Condition.HostTakesGuests(KVM1),
                new Condition.Room(KVM1, Memory.gib(2), 2),
                new Condition.HostEmpty(KVM2),
                new Condition.Fenced(KVM1),
                new Condition.RunsNowhere("db"));
    }
}
