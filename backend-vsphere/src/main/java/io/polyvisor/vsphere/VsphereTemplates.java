package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * vSphere's own templates. One that we make keeps a snapshot, so that linked guests can stand on it; it is taken before the copy
 * becomes a template, because afterwards none can be taken.
 */
final class VsphereTemplates implements Templates {
    private static final String IS_TEMPLATE = "config.template";
    private static final String SNAPSHOT = "snapshot";

    private final GuestCalls guests;
    private final GuestCopying copying;
    private final Places places;
    private final LinkedChildren children;
    private final Undoing undoing;
    private final Function<Call, List<TemplateView>> listing;

    VsphereTemplates(
            GuestCalls guests,
            GuestCopying copying,
            Places places,
            LinkedChildren children,
            Undoing undoing,
            Function<Call, List<TemplateView>> listing) {
        this.guests = guests;
        this.copying = copying;
        this.places = places;
        this.children = children;
        this.undoing = undoing;
        this.listing = listing;
    }

    @Override
    public List<TemplateView> templates(Call call) {
        return listing.apply(call);
    }

    @Override
    public TemplateId make(GuestId source, CreationKey key, GuestName name, Call call) {
        Mark mark = new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART);
        GuestId made = copying.full(source, key, name, mark, call);
        undoing.undoneWithDisksOnFailure(made, call, () -> {
            String description = SnapshotNote.write("", key, SnapshotContent.DISKS);
            guests.run(
                    VerbClass.KEYED,
                    made,
                    call,
                    (vim, vm) -> vim.createSnapshot_Task(vm, "base", description, false, false));
            guests.goal(made, call, (vim, vm) -> vim.markAsTemplate(vm));
        });
        return TemplateId.of(made.value());
    }

    @Override
    public GuestId deploy(TemplateId template, Cloning.Order order, Call call) {
        GuestId source = requireTemplate(template, call);
        Placement placement = places.choose(
                new Placement.Wanted(
                        Optional.empty(), order.spec().storage().map(List::of).orElse(List.of()), List.of()),
                call);
        CloneWriter.Target target =
                new CloneWriter.Target(Optional.of(placement.pool()), placement.host(), Optional.empty());
        return order.spec().mode() == CopyMode.FULL
                ? copying.full(source, order, target, call)
                : copying.linked(source, order, target, base(source, call), call);
    }

    private ManagedObjectReference base(GuestId template, Call call) {
        return guests.read(template, call, SNAPSHOT)
                .value(SNAPSHOT, VirtualMachineSnapshotInfo.class)
                .map(VirtualMachineSnapshotInfo::getCurrentSnapshot)
                .orElseThrow(() -> DriverException.refused(new Fault.InvalidState(
                        "template " + template + " has no snapshot on which linked guests could stand",
                        Optional.of("deploy a full copy, or make the template anew with Polyvisor"))));
    }

    /** What linked guests stand on stays where it is: then only the template itself goes. */
    @Override
    public void remove(TemplateId template, Call call) {
        GuestId it = requireTemplate(template, call);
        if (children.of(it, call).isEmpty()) {
            guests.run(VerbClass.GOAL, it, call, (vim, vm) -> vim.destroy_Task(vm));
        } else {
            guests.goal(it, call, (vim, vm) -> vim.unregisterVM(vm));
        }
    }

    private GuestId requireTemplate(TemplateId template, Call call) {
        GuestId id = GuestId.of(template.value());
        boolean is = guests.read(id, call, IS_TEMPLATE)
                .value(IS_TEMPLATE, Boolean.class)
                .orElse(false);
        if (!is) {
            throw DriverException.refused(new Fault.NotFound("template " + template, Optional.empty()));
        }
        return id;
    }
}
