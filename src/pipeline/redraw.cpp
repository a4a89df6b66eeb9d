#include "pipeline/redraw.h"

#include <utility>

#include "print/module_printer.h"
#include "reference/reference.h"
#include "synth/draw/draw.h"

namespace warploom::pipeline {
namespace {

std::optional<synth::profile::Profile> ProfileOf(const dataset::Request& request) {
  Result<synth::profile::Profile> profile =
      synth::profile::ParseProfile(request.profile_toml, "the manifest");
  if (!profile || (!request.categories.empty() &&
                   !synth::profile::RestrictCategories(*profile, request.categories))) {
    return std::nullopt;
  }
  return *std::move(profile);
}

}  // namespace

Redraw::Redraw(const dataset::Request& request, const lang::BuiltinTable& builtins)
    : builtins_(builtins), profile_(ProfileOf(request)) {}

std::string Redraw::Reference(const dataset::Sample& sample) const {
  std::string other = reference::NoReference("drawn by another version");
  if (!profile_ || sample.seed < 0 || sample.index < 0 || sample.attempt < 0) {
    return other;
  }
  const synth::DrawnKernel kernel =
      synth::DrawKernel(*profile_, builtins_, static_cast<uint64_t>(sample.seed),
                        static_cast<uint64_t>(sample.index), static_cast<uint64_t>(sample.attempt));
  if (print::PrintModule(kernel.module, builtins_) != sample.python_code) {
    return other;
  }
  return reference::PrintReferenceOrReason(kernel.module, builtins_);
}

}  // namespace warploom::pipeline
