package io.polyvisor.model.wrong;

import com.fasterxml.jackson.databind.JsonNode;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsJackson(JsonNode known) {}
