package io.polyvisor.internal;

import io.polyvisor.EndpointTemplates;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Templates;
import java.util.List;
import java.util.Optional;

/** An endpoint's templates, as handles see them. */
record CoreTemplates(CoreEndpoint endpoint) implements EndpointTemplates {

    @Override
    public List<TemplateView> list() {
        return list(endpoint.reading(Verb.OBSERVE, Optional.of("templates")));
    }

    @Override
    public Operation<Guest> deploy(TemplateId template, CloneSpec spec) {
        return new MappedOperation<>(
                endpoint.begin(CreationActions.deploy(template, spec, Optional.empty())), endpoint::guest);
    }

    @Override
    public Operation<Guest> deploy(TemplateId template, CloneSpec spec, CreationKey key) {
        return new MappedOperation<>(
                endpoint.begin(CreationActions.deploy(template, spec, Optional.of(key))), endpoint::guest);
    }

    @Override
    public Operation<Effect> delete(TemplateId template) {
        return endpoint.begin(Action.on(Verb.TEMPLATE_DELETE, "template " + template, template, work -> {
            work.endpoint().guard().requireWritable(Verb.TEMPLATE_DELETE, work.failures());
            if (isGone(work, template)) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Templates.class).remove(template, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(isGone(looking, template), Effect.APPLIED));
        }));
    }

    private boolean isGone(Work work, TemplateId template) {
        return list(work).stream().noneMatch(view -> view.id().equals(template));
    }

    private List<TemplateView> list(Work work) {
        endpoint.state().guard().require(Capability.TEMPLATES, work.failures());
        return work.read((driver, call) -> work.facet(Templates.class).templates(call));
    }
}
