#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "lang/builder.h"
#include "lang/verify.h"
#include "synth/profile/profile.h"

// Support for the tests of passes: small kernels, and their code as text.
namespace warploom::synth::passes {

// A kernel under construction. Begin opens its body, Finish adds it to the module.
class FakeKernel {
 public:
  lang::Module module;
  lang::Builder b{module, lang::PinnedBuiltins()};

  FakeKernel() { module.launch.dims = {64}; }

  // A parameter of the kernel.
  lang::VarId Param(std::string name, lang::Type type) {
    params_.push_back(b.AddVar(std::move(name), type));
    return params_.back();
  }

  // A local variable.
  lang::VarId Local(std::string name, lang::Type type) { return b.AddVar(std::move(name), type); }

  lang::ExprId Element(lang::VarId array, lang::ExprId index) {
    return b.Subscript(b.Var(array), {index});
  }

  // i = wp.tid()
  lang::VarId Tid() {
    const lang::VarId i = Local("i", lang::kInt);
    b.Assign(i, b.Call("tid", {}));
    return i;
  }

  // def name(params): return result
  lang::FuncId Helper(std::string name, std::span<const lang::VarId> params, lang::ExprId result) {
    b.OpenBlock();
    b.Return(std::span(&result, 1));
    return b.AddFunction(std::move(name), params, {b.type_of(result)});
  }

  // The statements that `body` adds, for a branch or a loop.
  lang::StmtList Block(const std::function<void()>& body) {
    b.OpenBlock();
    body();
    return b.CloseBlock();
  }

  // Starts the body of the kernel; call it after the last helper.
  void Begin() { b.OpenBlock(); }

  void Finish(std::string name = "kernel") {
    b.AddFunction(std::move(name), params_, {});
    module.launch.args.resize(params_.size());
    for (size_t i = 0; i < params_.size(); ++i) {
      module.launch.args[i].low = static_cast<double>(i);  // Tells the plans apart.
    }
    WARPLOOM_CHECK(Violation().empty(), Violation());
  }

  // What Verify says of the module; empty if nothing.
  std::string Violation() const {
    const Status status = Verify(module, lang::PinnedBuiltins());
    return status ? "" : status.error().message;
  }

 private:
  std::vector<lang::VarId> params_;
};

// A profile in which every probability and weight is zero.
inline profile::Profile ZeroProfile() {
  profile::Profile zero;
#define WARPLOOM_SETTING(section, key, value, least, most, text) zero.section##_##key = 0.0;
#include "synth/profile/settings.def"
  return zero;
}

// The module's functions as text, with one line for each statement. Knows the nodes that the tests
// of passes use, and is independent of the printer, which belongs to a higher layer.
std::string CodeOf(const lang::Module& module);

}  // namespace warploom::synth::passes
