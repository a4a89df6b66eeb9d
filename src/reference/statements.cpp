#include "reference/statements.h"

#include <fmt/format.h>

#include <set>
#include <variant>
#include <vector>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/rules.h"
#include "lang/walk.h"
#include "reference/expressions.h"
#include "reference/types.h"
#include "reference/unsupported.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;
using lang::StmtList;
using lang::Type;
using lang::VarId;

// Writes statements: one Visit a kind, and none by default.
class StmtWriter {
 public:
  StmtWriter(const Module& module, const lang::BuiltinTable& builtins,
             const lang::Function& function)
      : module_(module), names_(module), exprs_(module, builtins, names_), function_(function) {
    for (const VarId param : module_[function.params]) {
      declared_.insert(names_.Of(param));
    }
  }

  std::string Write() {
    Block(function_.body, 1);
    return declarations_ + text_;
  }

 private:
  template <typename... Args>
  void Line(int depth, fmt::format_string<Args...> format, Args&&... args) {
    text_.append(static_cast<size_t>(depth) * 2, ' ');
    text_ += fmt::format(format, std::forward<Args>(args)...) + "\n";
  }

  void Block(StmtList list, int depth) {
    for (const lang::StmtId id : module_[list]) {
      lang::ForEachPart(
          module_, module_[id], [&](ExprId top, bool) { DeclareStorage(top); }, [](StmtList) {});
      std::visit([&](const auto& s) { Visit(s, depth); }, module_[id].node);
    }
  }

  // A variable lives as long as its function, as in Python.
  std::string Declared(VarId var) {
    const std::string name = names_.Of(var);
    if (declared_.insert(name).second) {
      declarations_ += fmt::format("  {} {}{{}};\n", CppType(module_, module_[var].type), name);
    }
    return name;
  }

  void DeclareStorage(ExprId top) {
    lang::ForEachExpr(module_, top, [&](ExprId id) {
      const auto* array = std::get_if<lang::LocalArray>(&module_[id].node);
      if (array == nullptr || array->source.is_valid() ||
          !declared_.insert(ExprWriter::StorageName(id)).second) {
        return;
      }
      int64_t size = 1;
      for (const ExprId extent : module_[array->shape]) {
        size *= ExtentOf(extent);
      }
      declarations_ += fmt::format("  {} {}[{}];\n", CppType(module_, module_[id].type.element()),
                                   ExprWriter::StorageName(id), size);
    });
  }

  int64_t ExtentOf(ExprId id) const {
    const auto extent = lang::ConstantInteger(module_, id);
    WARPLOOM_CHECK(extent.has_value(), "Warp knows the extents of an array of the thread's own");
    return *extent;
  }

  void Visit(const std::monostate&, int) {
    WARPLOOM_CHECK(false, "a statement of the module was never built");
  }

  void Visit(const lang::Assign& s, int depth) {
    if (module_[s.target].type.kind == lang::TypeKind::kFunction) {
      return;  // Calls know which function it is.
    }
    const std::string value = exprs_.Write(s.value);
    Line(depth, "{} = {};", Declared(s.target), value);
  }

  void Visit(const lang::Unpack& s, int depth) {
    std::vector<std::string> targets;
    for (const VarId target : module_[s.targets]) {
      targets.push_back(Declared(target));
    }
    if (const auto* call = std::get_if<lang::BuiltinCall>(&module_[s.value].node);
        call != nullptr && exprs_.NameOf(*call) == "tid") {
      for (size_t i = 0; i < targets.size(); ++i) {
        Line(depth, "{} = wl::thread[{}];", targets[i], i);
      }
      return;
    }
    Line(depth, "{{ auto wl_values = {};", exprs_.Write(s.value));
    for (size_t i = 0; i < targets.size(); ++i) {
      Line(depth + 1, "{} = wl::get<{}>(wl_values);", targets[i], i);
    }
    Line(depth, "}}");
  }

  const lang::Subscript* CutOf(ExprId target) const {
    return exprs_.IsCut(target) ? std::get_if<lang::Subscript>(&module_[target].node) : nullptr;
  }

  void Visit(const lang::Store& s, int depth) {
    const std::string value = exprs_.Write(s.value);
    if (const auto* cut = CutOf(s.target)) {
      Line(depth, "{}", exprs_.StoreCut(*cut, value));
    } else if (module_[s.target].type.is_tile()) {
      Line(depth, "wl::tile_assign<void>({}, {}, wl::With{{}});", exprs_.Write(s.target), value);
    } else {
      Line(depth, "{} = {};", exprs_.Write(s.target), value);
    }
  }

  void Visit(const lang::Augment& s, int depth) {
    const Type target = module_[s.target].type;
    const Type value = module_[s.value].type;
    const auto combined = [&](std::string_view left) {
      return exprs_.Binary(s.op, left, target, exprs_.Write(s.value), value, target);
    };
    if (const auto* cut = CutOf(s.target)) {
      Line(depth, "{}", exprs_.StoreCut(*cut, combined(exprs_.Cut(*cut, target))));
    } else if (target.is_tile()) {
      Line(depth, "{}", exprs_.AugmentTile(s));
    } else {
      Line(depth, "{{ auto& wl_place = {}; wl_place = {}; }}", exprs_.Write(s.target),
           combined("wl_place"));
    }
  }

  void Visit(const lang::If& s, int depth) {
    Line(depth, "if ({}) {{", exprs_.Condition(s.condition));
    Block(s.then, depth + 1);
    if (s.otherwise.count > 0) {
      Line(depth, "}} else {{");
      Block(s.otherwise, depth + 1);
    }
    Line(depth, "}}");
  }

  void Visit(const lang::While& s, int depth) {
    Line(depth, "while ({}) {{", exprs_.Condition(s.condition));
    Block(s.body, depth + 1);
    Line(depth, "}}");
  }

  // The bounds are computed once; the counter keeps its last value behind the loop.
  void Visit(const lang::ForRange& s, int depth) {
    const std::string counter = Declared(s.variable);
    const std::string own = fmt::format("wl_{}", ++loops_);
    if (lang::IsIterable(module_[s.stop].type)) {
      Line(depth, "{{ auto {} = {};", own, exprs_.Write(s.stop));
      Line(depth, "while (wp::iter_cmp({})) {{", own);
      Line(depth + 1, "{} = wp::iter_next({});", counter, own);
    } else {
      const std::string start = s.start.is_valid() ? exprs_.Write(s.start) : "0";
      const std::string stop = exprs_.Write(s.stop);
      const std::string step = s.step.is_valid() ? exprs_.Write(s.step) : "1";
      Line(depth, "{{ const wl::Loop {} = wl::{}({}, {}, {});", own,
           s.reversed ? "reversed" : "range", start, stop, step);
      Line(depth, "for (long long {0}_at = 0; {0}_at < {0}.count; ++{0}_at) {{", own);
      Line(depth + 1, "{1} = {0}.start + int({0}_at) * {0}.step;", own, counter);
    }
    Block(s.body, depth + 1);
    Line(depth, "}} }}");
  }

  void Visit(const lang::Break&, int depth) { Line(depth, "break;"); }
  void Visit(const lang::Continue&, int depth) { Line(depth, "continue;"); }
  void Visit(const lang::Pass&, int depth) { Line(depth, ";"); }

  void Visit(const lang::Return& s, int depth) {
    if (s.values.count == 0) {
      Line(depth, "return;");
    } else if (s.values.count == 1) {
      Line(depth, "return {};", exprs_.List(s.values));
    } else {
      Line(depth, "return {{{}}};", exprs_.List(s.values));
    }
  }

  void Visit(const lang::Evaluate& s, int depth) { Line(depth, "{};", exprs_.Write(s.value)); }

  // What is printed is not compared.
  void Visit(const lang::Print& s, int depth) {
    Line(depth, "wl::ignore({});", exprs_.List(s.values));
  }

  void Visit(const lang::Assert& s, int depth) {
    Line(depth, "wl::ignore({});", exprs_.Condition(s.condition));
  }

  void Visit(const lang::Comment&, int) {}
  void Visit(const lang::BlankLine&, int) {}

  const Module& module_;
  Names names_;
  ExprWriter exprs_;
  const lang::Function& function_;
  std::set<std::string> declared_;
  int loops_ = 0;
  std::string declarations_;
  std::string text_;
};

}  // namespace

std::string Body(const Module& module, const lang::BuiltinTable& builtins,
                 const lang::Function& function) {
  return StmtWriter(module, builtins, function).Write();
}

}  // namespace warploom::reference
