#include "reference/order.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <variant>

#include "lang/walk.h"

namespace warploom::reference {
namespace {

using lang::ExprId;
using lang::Module;

// Builtins that add up elements (Warp's documentation: "in an unspecified order").
constexpr std::array<std::string_view, 13> kSums = {
    "atomic_add",
    "atomic_sub",
    "tile_atomic_add",
    "tile_atomic_add_indexed",
    "tile_dot",
    "tile_fft",
    "tile_ifft",
    "tile_matmul",
    "tile_reduce",
    "tile_scan_exclusive",
    "tile_scan_inclusive",
    "tile_scatter_add",
    "tile_sum",
};
bool IsSum(std::string_view name) {
  return std::ranges::find(kSums, name) != kSums.end() || name.starts_with("tile_cholesky") ||
         name.starts_with("tile_lower_solve") || name.starts_with("tile_upper_solve");
}
// Whose results depend on the order in which threads come, or on which of equal values is first.
constexpr std::array<std::string_view, 8> kRaces = {
    "atomic_cas", "atomic_exch",    "tile_argmax",     "tile_argmin",
    "tile_sort",  "tile_stack_pop", "tile_stack_push", "tile_store_indexed",
};
// Whose results depend on the number of threads in a block ("not portable across block_dim").
constexpr std::array<std::string_view, 3> kBlockPrefixes = {"tile_rand", "tile_scatter_",
                                                            "tile_stack_"};
constexpr std::array<std::string_view, 4> kBlockNames = {"block_dim", "tile", "tile_from_thread",
                                                         "untile"};

bool Has(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool IsBlock(std::string_view name) {
  return Has(kBlockNames, name) || std::ranges::any_of(kBlockPrefixes, [&](std::string_view p) {
           return name.starts_with(p);
         });
}

struct Notes {
  const Module& module;
  const lang::BuiltinTable& builtins;
  OrderNotes notes = {};

  bool HasFloats(lang::ExprList args) const {
    return std::ranges::any_of(module[args],
                               [&](ExprId id) { return lang::IsFloat(module[id].type.scalar); });
  }

  // `is_used`: something takes the call's result.
  void Add(const lang::BuiltinCall& e, bool is_used) {
    const std::string name(builtins.name(builtins.call(e.call).name));
    if (IsSum(name) && HasFloats(e.args)) {
      notes.rounding.insert(name);
    }
    const bool is_atomic = name.starts_with("atomic_") || name.starts_with("tile_atomic_");
    if (Has(kRaces, name) || (is_atomic && is_used)) {
      notes.order.insert(name);
    }
    if (IsBlock(name)) {
      notes.block.insert(name);
    }
  }

  void AddStatement(const lang::Stmt& stmt) {
    const auto* evaluate = std::get_if<lang::Evaluate>(&stmt.node);
    lang::ForEachPart(
        module, stmt,
        [&](ExprId top, bool) {
          lang::ForEachExpr(module, top, [&](ExprId id) {
            if (const auto* call = std::get_if<lang::BuiltinCall>(&module[id].node)) {
              Add(*call, evaluate == nullptr || id != evaluate->value);
            }
          });
        },
        [](lang::StmtList) {});
    if (const auto* augment = std::get_if<lang::Augment>(&stmt.node)) {
      AddAugment(*augment);
    }
  }

  // C++ of the user's adds to floats with Warp's own atomic.
  void AddSnippet(const lang::Function& function) {
    const std::string_view snippet =
        function.native.snippet.is_valid() ? module[function.native.snippet] : std::string_view();
    const bool has_floats = std::ranges::any_of(module[function.params], [&](lang::VarId param) {
      return lang::IsFloat(module[param].type.scalar);
    });
    for (const std::string_view name : {"atomic_add", "atomic_sub"}) {
      if (has_floats && snippet.find(fmt::format("wp::{}(", name)) != std::string_view::npos) {
        notes.rounding.insert(std::string(name));
      }
    }
  }

  // += on what an array holds is atomic; to an element of a tile every thread of a block adds.
  void AddAugment(const lang::Augment& s) {
    const auto* subscript = std::get_if<lang::Subscript>(&module[s.target].node);
    const bool sums = s.op == lang::BinaryOp::kAdd || s.op == lang::BinaryOp::kSub;
    if (sums && subscript != nullptr && module[subscript->base].type.is_array() &&
        lang::IsFloat(module[s.target].type.scalar)) {
      notes.rounding.insert(s.op == lang::BinaryOp::kAdd ? "+=" : "-=");
    }
    if (subscript != nullptr && module[subscript->base].type.is_tile() &&
        (sums || s.op == lang::BinaryOp::kBitXor)) {
      notes.block.insert(s.op == lang::BinaryOp::kAdd   ? "element+="
                         : s.op == lang::BinaryOp::kSub ? "element-="
                                                        : "element^=");
    }
  }
};

}  // namespace

OrderNotes NotesOfOrder(const Module& module, const lang::BuiltinTable& builtins) {
  Notes notes{module, builtins};
  for (const lang::Function& function : module.functions) {
    notes.AddSnippet(function);
    lang::ForEachStmt(module, function.body,
                      [&](const lang::Stmt& stmt) { notes.AddStatement(stmt); });
  }
  return notes.notes;
}

std::string PrintNotes(const OrderNotes& notes) {
  std::string text;
  const auto line = [&](std::string_view key, const std::set<std::string>& names) {
    if (!names.empty()) {
      text += fmt::format("// {}: {}\n", key, fmt::join(names, " "));
    }
  };
  line("rounding", notes.rounding);
  line("order", notes.order);
  line("block", notes.block);
  return text;
}

}  // namespace warploom::reference
