#include "synth/passes/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "lang/rules.h"
#include "lang/walk.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The pass names many node kinds.

// Builtins that people call with arguments by name, and how many stand before those.
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
      if (IsAlone(i)) {
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
      DrawFactory();
    } else if (rng_.Chance(profile_.style_generic_kernels) && module_.launch.block_dim == 0) {
      DrawGenericKernel();
    }
  }

 private:
  // n = n // 2 as n //= 2; of the four operations of arithmetic the motifs decide themselves.
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

  // What is called and made, in the order of the code, each expression once.
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

  // No instance of a generic one, no overload, nothing in C++: one text for one function.
  bool IsAlone(size_t index) const {
    const Function& function = module_.functions[index];
    if (function.role != Function::Role::kPlain || function.native.snippet.is_valid() ||
        (function.ref_params | function.any_params) != 0) {
      return false;
    }
    return std::ranges::none_of(module_.functions, [&](const Function& other) {
      return &other != &function && (other.name == function.name || other.of.value == index);
    });
  }

  // Where every call gives a number, the first of them becomes the parameter's default.
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
    // What a tile is mapped by stays generic in Warp's C++, which does not compile.
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
      const Function& function = module_[user->function];
      const size_t count = function.params.count;
      const size_t fixed = count - function.defaults.size();
      // An argument after one that is left out must have its name; a default is often named.
      const bool names_default = count > fixed && rng_.Chance(0.5);
      const bool names = count >= 3 && rng_.Chance(profile_.style_keyword_calls);
      if (user->form == UserCall::Form::kGrad) {
        // Warp starts from float(1) where the result is annotated, which C++ refuses (codegen.py).
        module_.functions[user->function.value].annotate_results = false;
      }
      // Warp finds no generic helper by names.
      if (user->form == UserCall::Form::kCall && function.any_params == 0 &&
          !user->callee.is_valid() && user->by_position == kAllByPosition &&
          !function.native.snippet.is_valid() && (names || names_default)) {
        const size_t first = names ? count - 1 - rng_.Below(2) : fixed;
        user->by_position = static_cast<uint8_t>(first);
      }
    } else if (auto* made = std::get_if<Construct>(&node)) {
      if (module_.exprs[id.value].type.is_struct() && made->args.count >= 2 &&
          rng_.Chance(3.0 * profile_.style_keyword_calls)) {
        made->by_position = 0;
      }
      const int parts = PartsOfOneVariable(module_, module_[made->args]);
      if (parts > 0 && made->spelling == Construct::Spelling::kName &&
          rng_.Chance(profile_.style_starred_parts)) {
        made->starred = static_cast<uint8_t>(parts);
      }
    } else if (auto* call = std::get_if<BuiltinCall>(&node)) {
      const std::string_view name = builtins_.name(builtins_.call(call->call).name);
      const auto* known = std::ranges::find(kNamedCalls, name, &NamedCall::name);
      if (known != kNamedCalls.end() && call->args.count > known->by_position &&
          rng_.Chance(profile_.style_keyword_calls)) {
        call->by_position = known->by_position;
      }
    }
  }

  // No variable or helper may hide a function that is called by its bare name.
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

  // ---- A generic kernel ----------------------------------------------------------------------
  // The arrays of the kernel's float type, and what else has it. Numbers in the code are float32,
  // so that is the type.
  void DrawGenericKernel() {
    Function& function = module_.functions.back();
    const auto params = module_[function.params];
    bool any_array = false;
    uint32_t mask = 0;
    const bool scalars = rng_.Chance(0.6);
    for (size_t i = 0; i < params.size() && i < 32; ++i) {
      const Type type = module_[params[i]].type;
      const bool is_array = type.is_regular_array() && type.element() == kFloat;
      any_array = any_array || is_array;
      mask |= is_array || (scalars && type == kFloat) ? 1U << i : 0U;
    }
    if (!any_array) {
      return;
    }
    function.any_params = mask;
    constexpr std::array kForms = {0.5, 0.3, 0.2};
    module_.style.overload_form = static_cast<OverloadForm>(rng_.Pick(kForms));
  }

  // ---- A function around the kernel -----------------------------------------------------------
  void DrawFactory() {
    const std::set<std::string> taken = TakenNames();
    std::vector<ConstId> numbers;
    std::vector<std::string> names;
    for (const ConstId id : NumbersOfKernel()) {
      std::string name = Lower(module_[id].name);
      if (!taken.contains(name) && numbers.size() < 4) {
        numbers.push_back(id);
        names.push_back(std::move(name));
      }
    }
    Factory factory;
    const FuncId function = rng_.Chance(numbers.empty() ? 0.8 : 0.35) ? CalledHelper() : FuncId{};
    const std::string_view word =
        rng_.Choose(std::array<std::string_view, 4>{"func", "fn", "f", "op"});
    if (function.is_valid() && !taken.contains(std::string(word)) &&
        std::ranges::find(names, word) == names.end()) {
      factory.function = function;
      factory.function_name = word;
    }
    if (numbers.empty() && !factory.function.is_valid()) {
      return;
    }
    for (size_t i = 0; i < numbers.size(); ++i) {
      Constant& constant = module_.constants[numbers[i].value];
      constant.name = names[i];
      constant.wrapped = false;
    }
    const std::string& kernel_name = module_.functions.back().name;
    const std::array<std::string, 5> titles = {
        "create_kernel", "make_kernel", fmt::format("create_{}_kernel", kernel_name),
        fmt::format("make_{}", kernel_name), fmt::format("get_{}_kernel", kernel_name)};
    factory.name = rng_.Choose(titles);
    factory.numbers = std::move(numbers);
    module_.factory = std::move(factory);
  }

  static std::string Lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
      return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return text;
  }

  std::set<std::string> TakenNames() const {
    std::set<std::string> names = {"float", "int", "bool", "min", "max", "abs", "range",  "len",
                                   "print", "wp",  "math", "np",  "in",  "is",  "lambda", "pass"};
    for (const Variable& variable : module_.vars) {
      names.insert(variable.name);
    }
    for (const Function& function : module_.functions) {
      names.insert(function.name);
    }
    return names;
  }

  // Constants that are numbers and that the kernel's own body alone reads.
  std::vector<ConstId> NumbersOfKernel() const {
    std::vector<int> own(module_.constants.size(), 0);
    std::vector<int> others(module_.constants.size(), 0);
    const auto note = [&](std::vector<int>& reads, ExprId id) {
      if (const auto* ref = std::get_if<ConstRef>(&module_[id].node)) {
        ++reads[ref->constant.value];
      }
    };
    const auto note_others = [&](ExprId id) { note(others, id); };
    for (const Function& function : module_.functions) {
      std::vector<int>& reads = &function == &module_.kernel_function() ? own : others;
      ForEachExprIn(module_, function.body, [&](ExprId id) { note(reads, id); });
      for (const ExprId value : function.defaults) {
        ForEachExpr(module_, value, note_others);
      }
    }
    for (const Constant& constant : module_.constants) {
      ForEachExpr(module_, constant.value, note_others);
    }
    std::vector<ConstId> numbers;
    for (uint32_t i = 0; i < module_.constants.size(); ++i) {
      const bool is_number =
          std::holds_alternative<Literal>(module_[module_.constants[i].value].node);
      if (is_number && own[i] > 0 && others[i] == 0) {
        numbers.push_back({i});
      }
    }
    return numbers;
  }

  // The first helper that the kernel's own body names, and no other function does.
  FuncId CalledHelper() const {
    std::vector<int> own(module_.functions.size(), 0);
    std::vector<int> others(module_.functions.size(), 0);
    for (const Function& function : module_.functions) {
      std::vector<int>& uses = &function == &module_.kernel_function() ? own : others;
      ForEachExprIn(module_, function.body, [&](ExprId id) { NoteUse(id, uses); });
    }
    for (uint32_t i = 0; i + 1 < module_.functions.size(); ++i) {
      if (own[i] > 0 && others[i] == 0 && IsAlone(i)) {
        return {i};
      }
    }
    return {};
  }

  void NoteUse(ExprId id, std::vector<int>& uses) const {
    if (const auto* call = std::get_if<UserCall>(&module_[id].node)) {
      ++uses[call->function.value];
    } else if (const auto* callee = std::get_if<Callee>(&module_[id].node);
               callee != nullptr && callee->function.is_valid()) {
      ++uses[callee->function.value];
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
