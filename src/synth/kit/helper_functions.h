#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// Helper functions beyond Sketch::DefineHelper: generic and overloaded ones, and functions that are
// passed as values.
namespace warploom::synth::kit {

using Params = std::vector<Sketch::Param>;
using HelperBody = std::function<std::vector<Val>(std::span<const Val>)>;

// A parameter of the kernel's float type.
inline Sketch::Param RealParam(Sketch& s, std::string_view name) {
  return {name, s.real(), Between(-10.0, 10.0)};
}

// A name from the theme.
inline std::string_view HelperName(Sketch& s) {
  return s.rng().Choose(s.theme().of(Role::kHelper));
}

// Access to the function, for properties that DefineHelper does not set.
inline lang::Function& FunctionOf(Sketch& s, lang::FuncId id) {
  return s.builder().module().functions[id.value];
}

// def f(x: Any): a generic function, with one instance for each parameter list. Parameters whose
// types differ between the lists become Any. The instances must print as the same text, so `body`
// must not draw anything.
std::vector<lang::FuncId> DefineGeneric(Sketch& s, std::string_view name,
                                        std::span<const std::vector<Sketch::Param>> lists,
                                        const HelperBody& body);

// A function with the name of `other` and other parameter types.
lang::FuncId DefineOverload(Sketch& s, lang::FuncId other, std::span<const Sketch::Param> params,
                            const HelperBody& body);

// A call through `callee`: a parameter or wp.static expression whose value is `function`.
Val CallBy(Sketch& s, const Val& callee, lang::FuncId function, std::span<const Val> args);

// The function as a value.
Val FunctionValue(Sketch& s, lang::FuncId function);

// A scalar function of one parameter. Drawn expressions do not call it.
lang::FuncId DefineCurve(Sketch& s, lang::Type real, std::string_view name);

}  // namespace warploom::synth::kit
