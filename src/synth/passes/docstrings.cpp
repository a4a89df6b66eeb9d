#include "synth/passes/docstrings.h"

#include <algorithm>
#include <array>

#include "synth/passes/words.h"

namespace warploom::synth::passes {
namespace {

using lang::Function;
using lang::Module;

constexpr auto kVerbs = std::to_array<std::string_view>(
    {"accumulate", "activate", "advance",   "apply",   "assemble", "blend",   "build", "clamp",
     "clip",       "collect",  "compare",   "compute", "copy",     "correct", "draw",  "eval",
     "evaluate",   "fill",     "filter",    "find",    "fit",      "gather",  "init",  "integrate",
     "map",        "measure",  "normalize", "plan",    "project",  "reduce",  "relax", "render",
     "reset",      "resolve",  "rotate",    "sample",  "scatter",  "select",  "shade", "simulate",
     "smooth",     "solve",    "sort",      "step",    "sum",      "trace",   "track", "transform",
     "update",     "warp",     "weigh"});

constexpr std::array<std::string_view, 4> kOpenings = {"Compute the ", "Computes the ",
                                                       "Evaluate the ", "Kernel for the "};
constexpr std::array<std::string_view, 6> kFor1 = {" for each thread",  " per element",
                                                   " for each entry",   " of every particle",
                                                   " for every sample", " in parallel"};
constexpr std::array<std::string_view, 4> kForMore = {" for each cell", " at each grid point",
                                                      " per pixel", " over the grid"};

// update_rel_vel: "Update the relative velocity". A name without a verb: "Compute the ..."
std::string Deed(std::string_view name, Rng& rng) {
  std::string_view rest = name;
  const std::string_view first = name.substr(0, name.find('_'));
  std::string text(rng.Choose(kOpenings));
  if (std::ranges::binary_search(kVerbs, first)) {
    rest.remove_prefix(std::min(first.size() + 1, rest.size()));
    text = Begun(first == "eval"   ? "evaluate"
                 : first == "init" ? "initialize"
                                   : std::string(first),
                 true);
    text += rest.empty() ? "" : rng.Chance(0.6) ? " the " : " ";
  }
  return text + WordsOf(rest);
}

std::string Sentence(const Module& module, std::string_view name, Rng& rng) {
  std::string text = Deed(name, rng);
  if (rng.Chance(0.5)) {
    text += module.launch.dims.size() == 1 ? rng.Choose(kFor1) : rng.Choose(kForMore);
  }
  return text + ".";
}

std::string Described(const Module& module, const lang::Variable& param, bool is_output, Rng& rng) {
  const std::string words = WordsOf(param.name);
  const bool array = param.type.is_array();
  const std::string_view kind = is_output ? (rng.Chance(0.5) ? "Output " : "Resulting ")
                                : array   ? (rng.Chance(0.5) ? "Input " : "Array of ")
                                          : "The ";
  std::string text(kind);
  text += !words.empty() ? words : array ? "values" : "parameter";
  if (array && rng.Chance(0.4)) {
    text += module.launch.dims.size() == 1 ? ", one per thread" : ", indexed by the thread";
  }
  return text + ".";
}

// An "Args:" section in Google style, as in Warp's own code.
std::string Arguments(const Module& module, Rng& rng) {
  std::string text = "\n\nArgs:";
  const auto params = module[module.kernel_function().params];
  for (size_t i = 0; i < params.size(); ++i) {
    const lang::Variable& param = module[params[i]];
    text += "\n    " + param.name + ": ";
    text += Described(module, param, module.launch.args[i].is_output, rng);
  }
  return text;
}

lang::TextId Add(Module& module, std::string text) {
  module.texts.push_back(std::move(text));
  return {static_cast<uint32_t>(module.texts.size() - 1)};
}

}  // namespace

void DrawDocstrings(Module& module, const Profile& profile, Rng& rng) {
  const bool documents = rng.Chance(profile.text_docstrings);
  if (documents) {
    std::string text = Sentence(module, module.kernel_function().name, rng);
    if (rng.Chance(profile.text_argument_docs) && module.kernel_function().params.count > 0) {
      text += Arguments(module, rng);
    }
    module.functions.back().docstring = Add(module, std::move(text));
  }
  for (size_t i = 0; i + 1 < module.functions.size(); ++i) {
    const Function& helper = module.functions[i];
    const bool plain = helper.role == Function::Role::kPlain && !helper.native.snippet.is_valid();
    if (plain && rng.Chance(documents ? 0.4 : 0.05)) {
      std::string text = Deed(module.functions[i].name, rng) + ".";
      module.functions[i].docstring = Add(module, std::move(text));
    }
  }
  if (rng.Chance(profile.text_module_comments)) {
    module.style.module_docstring = rng.Chance(0.5);
    module.module_comment = Add(module, Sentence(module, module.kernel_function().name, rng));
  }
}

}  // namespace warploom::synth::passes
