#include "synth/passes/wording.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lang/rules.h"
#include "lang/walk.h"
#include "synth/passes/kernel_forms.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

// Builtins that are often called with named arguments, and the number of positional ones before.
struct NamedCall {
  std::string_view name;
  uint8_t by_position;
};
constexpr std::array kNamedCalls = {
    NamedCall{"clamp", 1},          NamedCall{"lerp", 2},  NamedCall{"smoothstep", 0},
    NamedCall{"rand_init", 1},      NamedCall{"randf", 1}, NamedCall{"quat_from_axis_angle", 1},
    NamedCall{"hash_grid_query", 2}};

class Wording {
 public:
  Wording(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng)
      : module_(module), builtins_(builtins), profile_(profile), rng_(rng) {}

  void Run() {
    for (Stmt& stmt : module_.stmts) {
      DrawAugmented(stmt);
    }
    CollectCalls();
    for (size_t i = 0; i + 1 < module_.functions.size(); ++i) {
      if (IsPlainHelper(module_, i)) {
        DrawDefault(i);
        DrawGenericHelper(module_.functions[i]);
      }
    }
    for (const ExprId id : calls_) {
      DrawNamedArguments(id);
    }
    if (rng_.Chance(profile_.style_foreign_math)) {
      DrawMathSource();
    }
    if (rng_.Chance(profile_.style_factories)) {
      DrawFactory(module_, rng_);
    } else if (rng_.Chance(profile_.style_generic_kernels) && module_.launch.block_dim == 0) {
      DrawGenericKernel(module_, rng_);
    }
  }

 private:
  // Turns n = n // 2 into n //= 2. The motifs themselves decide this for + - * /.
  void DrawAugmented(Stmt& stmt) {
    const auto* assign = std::get_if<Assign>(&stmt.node);
    const auto* binary =
        assign != nullptr ? std::get_if<Binary>(&module_[assign->value].node) : nullptr;
    if (binary == nullptr || binary->op <= BinaryOp::kDiv) {
      return;
    }
    const auto* left = std::get_if<VarRef>(&module_[binary->left].node);
    if (left != nullptr && left->var == assign->target && rng_.Chance(profile_.style_augmented)) {
      stmt.node = Augment{binary->left, binary->op, binary->right};
    }
  }

  // All calls and constructors in the order of the code, each expression once.
  void CollectCalls() {
    std::vector<bool> seen(module_.exprs.size(), false);
    for (const Function& function : module_.functions) {
      ForEachExprIn(module_, function.body, [&](ExprId id) {
        const ExprNode& node = module_[id].node;
        const bool is_call = std::holds_alternative<UserCall>(node) ||
                             std::holds_alternative<BuiltinCall>(node) ||
                             std::holds_alternative<Construct>(node);
        if (is_call && !seen[id.value]) {
          seen[id.value] = true;
          calls_.push_back(id);
        }
      });
    }
  }

  // If every call passes a literal for the last parameter, that of the first call becomes the
  // parameter's default.
  void DrawDefault(size_t index) {
    Function& function = module_.functions[index];
    if (function.params.count < 2 || !rng_.Chance(profile_.style_default_values)) {
      return;
    }
    std::vector<const UserCall*> calls;
    for (const ExprId id : calls_) {
      const auto* call = std::get_if<UserCall>(&module_[id].node);
      if (call != nullptr && call->function.value == index) {
        calls.push_back(call);
      }
    }
    const auto is_number = [&](const UserCall* call) {
      const Type type = module_[module_[call->args].back()].type;
      return (type == kFloat || type == kInt || type.is_bool()) &&
             call->form == UserCall::Form::kCall &&
             std::holds_alternative<Literal>(module_[module_[call->args].back()].node);
    };
    if (calls.empty() || !std::ranges::all_of(calls, is_number)) {
      return;
    }
    const ExprId value = module_[calls[0]->args].back();
    const auto& number = std::get<Literal>(module_[value].node);
    function.defaults = {value};
    for (const UserCall* call : calls) {
      ExprId& last = module_.expr_pool[call->args.begin + call->args.count - 1];
      const auto& given = std::get<Literal>(module_[last].node);
      if (given.integer == number.integer && given.real == number.real) {
        last = value;
      }
    }
  }

  void DrawGenericHelper(Function& function) {
    // A generic function in wp.tile_map gives C++ that does not compile.
    const bool is_tiled = module_.launch.block_dim > 0;
    if (!rng_.Chance(profile_.style_generic_helpers) || is_tiled) {
      return;
    }
    const auto params = module_[function.params];
    for (size_t i = 0; i < params.size() - function.defaults.size(); ++i) {
      const Type type = module_[params[i]].type;
      if (type.element().components() > 0 && IsFloat(type.scalar)) {
        function.any_params |= 1U << i;
      }
    }
    if (function.any_params != 0) {
      function.annotate_results = false;
    }
  }

  void DrawNamedArguments(ExprId id) {
    ExprNode& node = module_.exprs[id.value].node;
    if (auto* user = std::get_if<UserCall>(&node)) {
      NameArguments(*user);
    } else if (auto* made = std::get_if<Construct>(&node)) {
      NameArguments(*made, module_.exprs[id.value].type.is_struct());
    } else if (auto* call = std::get_if<BuiltinCall>(&node)) {
      NameArguments(*call);
    }
  }

  void NameArguments(UserCall& call) {
    const Function& function = module_[call.function];
    const size_t count = function.params.count;
    const size_t fixed = count - function.defaults.size();
    // Arguments after one that is left out must be named; arguments for defaults often are.
    const bool names_default = count > fixed && rng_.Chance(0.5);
    const bool names = count >= 3 && rng_.Chance(profile_.style_keyword_calls);
    if (call.form == UserCall::Form::kGrad) {
      // For an annotated result, Warp seeds the gradient with float(1), which C++ does not accept
      // (codegen.py).
      module_.functions[call.function.value].annotate_results = false;
    }
    // Warp does not resolve named arguments of generic functions.
    if (call.form == UserCall::Form::kCall && function.any_params == 0 && !call.callee.is_valid() &&
        call.by_position == kAllByPosition && !function.native.snippet.is_valid() &&
        (names || names_default)) {
      const size_t first = names ? count - 1 - rng_.Below(2) : fixed;
      call.by_position = static_cast<uint8_t>(first);
    }
  }

  void NameArguments(Construct& made, bool is_struct) {
    if (is_struct && made.args.count >= 2 && rng_.Chance(3.0 * profile_.style_keyword_calls)) {
      made.by_position = 0;
    }
    const int parts = PartsOfOneVariable(module_, module_[made.args]);
    if (parts > 0 && made.spelling == Construct::Spelling::kName &&
        rng_.Chance(profile_.style_starred_parts)) {
      made.starred = static_cast<uint8_t>(parts);
    }
  }

  void NameArguments(BuiltinCall& call) {
    const std::string_view name = builtins_.name(builtins_.call(call.call).name);
    const auto* known = std::ranges::find(kNamedCalls, name, &NamedCall::name);
    if (known != kNamedCalls.end() && call.args.count > known->by_position &&
        rng_.Chance(profile_.style_keyword_calls)) {
      call.by_position = known->by_position;
    }
  }

  // Takes scalar functions from another module, unless a variable or helper would shadow one that
  // is called without a prefix.
  void DrawMathSource() {
    constexpr std::array kWeights = {0.45, 0.4, 0.15};
    constexpr std::array kSources = {MathSource::kPython, MathSource::kMath, MathSource::kNumpy};
    const MathSource source = kSources[rng_.Pick(kWeights)];
    const auto hides = [&](const auto& named) { return IsIn(source, named.name); };
    if (std::ranges::none_of(module_.vars, hides) &&
        std::ranges::none_of(module_.functions, hides)) {
      module_.style.math = source;
    }
  }

  Module& module_;
  const BuiltinTable& builtins_;
  const Profile& profile_;
  Rng& rng_;
  std::vector<ExprId> calls_;
};

}  // namespace

void DrawWording(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng) {
  Wording(module, builtins, profile, rng).Run();
}

}  // namespace warploom::synth::passes
