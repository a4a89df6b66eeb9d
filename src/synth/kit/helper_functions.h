#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/sketch/sketch.h"

// The motifs of the functions family beyond plain helpers: functions of several types
// (functions_generic.cpp), functions as values (functions_values.cpp), functions in C++ and with
// gradients of their own (functions_native.cpp), results by reference and tuples
// (functions_tuples.cpp).
namespace warploom::synth::kit {

using Params = std::vector<Sketch::Param>;
using HelperBody = std::function<std::vector<Val>(std::span<const Val>)>;

inline Sketch::Param RealParam(Sketch& s, std::string_view name) {
  return {name, s.real(), Between(-10.0, 10.0)};
}

inline std::string_view HelperName(Sketch& s) {
  return s.rng().Choose(s.theme().of(Role::kHelper));
}

// The function of the kernel under construction, to say more of it than DefineHelper does.
inline lang::Function& FunctionOf(Sketch& s, lang::FuncId id) {
  return s.builder().module().functions[id.value];
}

// def f(x: Any): one text for several lists of parameter types. `body` draws nothing, so that each
// instance is the same text; parameters that have different types among the lists become Any.
std::vector<lang::FuncId> DefineGeneric(Sketch& s, std::string_view name,
                                        std::span<const std::vector<Sketch::Param>> lists,
                                        const HelperBody& body);

// Another function of the same name for other types.
lang::FuncId DefineOverload(Sketch& s, lang::FuncId other, std::span<const Sketch::Param> params,
                            const HelperBody& body);

// f(args), where `callee` is the parameter or the static choice that stands for `function`.
Val CallBy(Sketch& s, const Val& callee, lang::FuncId function, std::span<const Val> args);

// The function as a value.
Val FunctionValue(Sketch& s, lang::FuncId function);

// A scalar formula of one parameter; nothing else calls it.
lang::FuncId DefineCurve(Sketch& s, lang::Type real, std::string_view name);

}  // namespace warploom::synth::kit
