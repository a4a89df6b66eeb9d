#include "synth/sketch/fresh_names.h"

#include <algorithm>
#include <array>

#include "synth/names/synonyms.h"

namespace warploom::synth {

using lang::Type;
using lang::VarId;

bool FreshNames::IsTaken(std::string_view name) const {
  const std::vector<std::string>& names = draft_.frame().names;
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string FreshNames::Take(std::string name) {
  draft_.frame().names.push_back(name);
  return name;
}

std::string FreshNames::Fresh(std::string_view base, Type type, Names others) {
  if (!IsTaken(base)) {
    return Take(std::string(base));
  }
  for (std::string_view words = names::Synonyms(base, type); !words.empty();) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (!IsTaken(word)) {
      return Take(std::string(word));
    }
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return Numbered(FreeName(others, base));
}

std::string FreshNames::Numbered(std::string_view base) {
  std::string name(base);
  const std::string_view separator = base.size() > 3 || base.ends_with('_') ? "_" : "";
  for (int i = 2; IsTaken(name); ++i) {
    name = std::string(base) + std::string(separator) + std::to_string(i);
  }
  return Take(std::move(name));
}

std::string_view FreshNames::FreeName(Names names, std::string_view base) {
  std::vector<std::string_view> free;
  std::ranges::copy_if(names, std::back_inserter(free),
                       [&](std::string_view name) { return !IsTaken(name); });
  return free.empty() ? base : draft_.rng.Choose(free);
}

std::string FreshNames::DrawName(Type type) {
  const Names names = style_.words(names::RoleOfLocal(type));
  const std::string_view name = draft_.rng.Choose(names);
  return Fresh(name, type, names);
}

std::string FreshNames::NewLocalName(std::string_view base, Type type) {
  return base.empty() ? DrawName(type) : Fresh(base, type, style_.words(names::RoleOfLocal(type)));
}

std::string FreshNames::ParamName(std::string_view name, Type type, bool is_output) {
  const Role role = type.is_array()   ? names::RoleOfArray(type.element(), is_output)
                    : type.is_float() ? Role::kScalarArg
                    : type.is_vec()   ? Role::kVectorArg
                                      : names::RoleOfLocal(type);
  return Fresh(name, type, type.element().is_struct() ? Names{} : style_.words(role));
}

// People write `for j` again after a first loop over j. Warp allows that for loop variables and no
// others (codegen.py: materialize_redefinitions).
std::string FreshNames::CounterName(std::string_view base) {
  std::vector<std::string>& past = draft_.frame().past_counters;
  const auto found = std::find(past.begin(), past.end(), base);
  if (found == past.end()) {
    static constexpr std::array<std::string_view, 6> kCounters = {"i", "j", "k", "m", "n", "l"};
    return Fresh(base, lang::kInt, base.size() == 1 ? Names(kCounters) : Names{});
  }
  past.erase(found);
  return std::string(base);
}

// The bodies of two loops may both set `j = ...` if the type is the same: Warp then assigns to the
// first variable. In a branch it would also read that variable, set or not (codegen.py: emit_If).
std::string FreshNames::LocalName(std::string_view base, Type type) {
  Frame& frame = draft_.frame();
  std::vector<VarId>& past = frame.past_locals;
  const auto found = std::find_if(past.begin(), past.end(), [&](VarId var) {
    return draft_.module[var].name == base && draft_.module[var].type == type;
  });
  if (found == past.end() || frame.branch_depth > 0) {
    return Fresh(base, type, type.is_array() ? Names{} : style_.words(names::RoleOfLocal(type)));
  }
  past.erase(found);
  return std::string(base);
}

std::string FreshNames::DrawKernelName() {
  static constexpr std::array<std::string_view, 12> kObjects = {
      "particles", "field",  "points", "step",  "values", "grid",
      "cells",     "bodies", "pixels", "state", "batch",  "kernel"};
  const std::string verb(draft_.rng.Choose(style_.words(Role::kKernel)));
  if (!subject_.empty() && draft_.rng.Chance(draft_.profile.text_named_after_motif)) {
    const bool with_verb = subject_.find('_') == std::string::npos || draft_.rng.Chance(0.2);
    return Fresh(with_verb ? verb + "_" + subject_ : subject_);
  }
  if (draft_.rng.Chance(0.25) && verb.size() > 4) {
    return Fresh(verb);
  }
  const std::string name = verb + "_" + std::string(draft_.rng.Choose(kObjects));
  return Fresh(draft_.rng.Chance(0.15) && !name.ends_with("kernel") ? name + "_kernel" : name);
}

void FreshNames::NameAfter(std::string_view subject) {
  subject_ = subject;
  std::replace(subject_.begin(), subject_.end(), '-', '_');
}

}  // namespace warploom::synth
