// Sketch: names that are not taken yet, by what they stand for.
#include <algorithm>
#include <array>

#include "synth/names/synonyms.h"
#include "synth/profile/profile.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {

using lang::Type;
using lang::VarId;

bool Sketch::IsTaken(std::string_view name) const {
  const std::vector<std::string>& names = frames_.back().names;
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Sketch::Take(std::string name) {
  frames_.back().names.push_back(name);
  return name;
}

std::string Sketch::Fresh(std::string_view base, Type type, Names others) {
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

std::string Sketch::Fresh(std::string_view base) { return Fresh(base, Type{}, {}); }

std::string Sketch::Numbered(std::string_view base) {
  std::string name(base);
  const std::string_view separator = base.size() > 3 || base.ends_with('_') ? "_" : "";
  for (int i = 2; IsTaken(name); ++i) {
    name = std::string(base) + std::string(separator) + std::to_string(i);
  }
  return Take(std::move(name));
}

std::string_view Sketch::FreeName(Names names, std::string_view base) {
  std::vector<std::string_view> free;
  std::ranges::copy_if(names, std::back_inserter(free),
                       [&](std::string_view name) { return !IsTaken(name); });
  return free.empty() ? base : rng_.Choose(free);
}

std::string Sketch::DrawName(Type type) {
  const Names names = theme_->of(names::RoleOfLocal(type));
  const std::string_view name = rng_.Choose(names);
  return Fresh(name, type, names);
}

std::string Sketch::ParamName(std::string_view name, Type type, bool is_output) {
  const Role role = type.is_array()   ? names::RoleOfArray(type.element(), is_output)
                    : type.is_float() ? Role::kScalarArg
                    : type.is_vec()   ? Role::kVectorArg
                                      : names::RoleOfLocal(type);
  return Fresh(name, type, type.element().is_struct() ? Names{} : theme_->of(role));
}

// People write `for j` again after the first loop over j; Warp takes loop variables for that, and
// no others (codegen.py: materialize_redefinitions).
std::string Sketch::CounterName(std::string_view base) {
  std::vector<std::string>& past = frames_.back().past_counters;
  const auto found = std::find(past.begin(), past.end(), base);
  if (found == past.end()) {
    static constexpr std::array<std::string_view, 6> kCounters = {"i", "j", "k", "m", "n", "l"};
    return Fresh(base, lang::kInt, base.size() == 1 ? Names(kCounters) : Names{});
  }
  past.erase(found);
  return std::string(base);
}

// The same for `j = ...` in the bodies of two loops, as long as its type stays: Warp assigns to the
// first one then. In a branch it would also read it, set or not (codegen.py: emit_If).
std::string Sketch::LocalName(std::string_view base, Type type) {
  Frame& frame = frames_.back();
  std::vector<VarId>& past = frame.past_locals;
  const auto found = std::find_if(past.begin(), past.end(), [&](VarId var) {
    return module_[var].name == base && module_[var].type == type;
  });
  if (found == past.end() || frame.branch_depth > 0) {
    return Fresh(base, type, type.is_array() ? Names{} : theme_->of(names::RoleOfLocal(type)));
  }
  past.erase(found);
  return std::string(base);
}

std::string Sketch::DrawKernelName() {
  static constexpr std::array<std::string_view, 12> kObjects = {
      "particles", "field",  "points", "step",  "values", "grid",
      "cells",     "bodies", "pixels", "state", "batch",  "kernel"};
  const std::string verb(rng_.Choose(theme_->of(Role::kKernel)));
  if (!subject_.empty() && rng_.Chance(profile_.text_named_after_motif)) {
    const bool with_verb = subject_.find('_') == std::string::npos || rng_.Chance(0.2);
    return Fresh(with_verb ? verb + "_" + subject_ : subject_);
  }
  if (rng_.Chance(0.25) && verb.size() > 4) {
    return Fresh(verb);
  }
  const std::string name = verb + "_" + std::string(rng_.Choose(kObjects));
  return Fresh(rng_.Chance(0.15) && !name.ends_with("kernel") ? name + "_kernel" : name);
}

void Sketch::NameAfter(std::string_view subject) {
  subject_ = subject;
  std::replace(subject_.begin(), subject_.end(), '-', '_');
}

}  // namespace warploom::synth
