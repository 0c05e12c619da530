package io.polyvisor.memory;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Templates;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Guests made from guests and from templates. */
final class MemoryCopies implements Cloning, Templates {
    private final MemorySession session;
    private final Site site;
    private final Building building;

    MemoryCopies(MemorySession session) {
        this.session = session;
        this.site = session.site();
        this.building = new Building(site);
    }

    @Override
    public GuestId cloneGuest(GuestId source, Order order, Call call) {
        return copying(
                () -> Job.on(site.require(source, Verb.CLONE), Verb.CLONE, session, call),
                scaffold -> {
                    GuestState from = site.require(source);
                    return building.copy(from.stored(), from.kind(), from.host(), order.spec(), scaffold);
                },
                plan -> building.finish(plan, order.spec().name(), order.key(), order.mark()));
    }

    @Override
    public List<TemplateView> templates(Call call) {
        return session.ask(session.views()::templates);
    }

    @Override
    public TemplateId make(GuestId source, CreationKey key, GuestName name, Call call) {
        CloneSpec full = new CloneSpec(name, CopyMode.FULL, Optional.empty(), Optional.empty());
        return copying(
                () -> Job.on(site.require(source, Verb.TEMPLATE_MAKE), Verb.TEMPLATE_MAKE, session, call),
                scaffold -> {
                    requireFreeTemplateName(name);
                    GuestState from = site.require(source);
                    return building.copyForTemplate(from.stored(), from.kind(), from.host(), full, scaffold);
                },
                plan -> {
                    requireFreeTemplateName(name);
                    TemplateId id = TemplateId.of("template-" + site.world().nextNumber());
                    site.templates()
                            .put(
                                    id,
                                    new Site.TemplateState(
                                            id, key, name, plan.kind(), plan.host(), plan.configuration()));
                    return id;
                });
    }

    @Override
    public GuestId deploy(TemplateId template, Order order, Call call) {
        return copying(
                () -> Job.alone(session, call),
                scaffold -> {
                    Site.TemplateState from = require(template);
                    return building.copy(from.configuration(), from.kind(), from.host(), order.spec(), scaffold);
                },
                plan -> building.finish(plan, order.spec().name(), order.key(), order.mark()));
    }

    @Override
    public void remove(TemplateId template, Call call) {
        session.change(() -> {
            Configuration gone = require(template).configuration();
            site.templates().remove(template);
            gone.disks().stream()
                    .flatMap(slot -> slot.volume().flatMap(site::volume).stream())
                    .filter(volume -> !site.world()
                            .anySiteUses(
                                    site.requireStorage(volume.id().storage()),
                                    volume.id().key()))
                    .forEach(volume -> site.requireStorage(volume.id().storage())
                            .remove(volume.id().key()));
        });
    }

    /** Plans a copy, takes the time that it needs, and finishes it; nothing is left of it when that fails. */
    private <T> T copying(
            Supplier<Job> begin, Function<Scaffold, Building.Plan> plan, Function<Building.Plan, T> finish) {
        try (Scaffold scaffold = new Scaffold(session);
                Job job = session.ask(begin)) {
            Building.Plan planned = session.ask(() -> plan.apply(scaffold));
            job.move("copying disks", scaffold.bytes());
            T made = session.ask(() -> finish.apply(planned));
            scaffold.keep();
            return made;
        }
    }

    private Site.TemplateState require(TemplateId id) {
        Site.TemplateState template = site.templates().get(id);
        if (template == null) {
            throw Refusal.missing("template " + id);
        }
        return template;
    }

    private void requireFreeTemplateName(GuestName name) {
        if (site.templates().values().stream().anyMatch(each -> each.name().equals(name))) {
            throw Refusal.exists("template " + name);
        }
    }
}
