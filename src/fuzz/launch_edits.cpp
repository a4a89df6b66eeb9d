#include <algorithm>

#include "fuzz/edits.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many parts of a launch.

// Sizes to try in the place of `size`.
std::vector<int> SmallerSizes(int size) {
  std::vector<int> sizes;
  for (const int smaller : {1, 2, 4, size / 2}) {
    if (smaller < size && smaller > 0) {
      sizes.push_back(smaller);
    }
  }
  return sizes;
}

// `path` leads to an argument or a field of one.
ArgPlan* PlanAt(Module& module, const std::vector<size_t>& path) {
  std::vector<ArgPlan>* plans = &module.launch.args;
  ArgPlan* plan = nullptr;
  for (const size_t at : path) {
    if (at >= plans->size()) {
      return nullptr;
    }
    plan = &(*plans)[at];
    plans = &plan->fields;
  }
  return plan;
}

void AddShapeEdits(const std::vector<size_t>& path, const ArgPlan& plan, std::vector<Edit>& edits) {
  for (size_t k = 0; k < plan.shape.size(); ++k) {
    for (const int size : SmallerSizes(plan.shape[k])) {
      edits.emplace_back([path, k, size](Module& module) {
        ArgPlan* found = PlanAt(module, path);
        if (found != nullptr && k < found->shape.size()) {
          found->shape[k] = size;
        }
      });
    }
  }
}

void AddValueEdits(const std::vector<size_t>& path, const ArgPlan& plan, std::vector<Edit>& edits) {
  const bool is_plain =
      plan.fill == Fill::kUniform || plan.fill == Fill::kSorted || plan.fill == Fill::kPermutation;
  for (const double value : {1.0, 0.0, 2.0}) {
    if (is_plain) {
      edits.emplace_back([path, value](Module& module) {
        if (ArgPlan* found = PlanAt(module, path)) {
          found->fill = Fill::kConstant;
          found->low = found->high = value;
        }
      });
    }
  }
}

void AddPlanEdits(const std::vector<size_t>& path, const ArgPlan& plan, std::vector<Edit>& edits) {
  AddShapeEdits(path, plan, edits);
  AddValueEdits(path, plan, edits);
  for (size_t i = 0; i < plan.fields.size(); ++i) {
    std::vector<size_t> inner = path;
    inner.push_back(i);
    AddPlanEdits(inner, plan.fields[i], edits);
  }
}

// Every size that is the same as a launch dimension, together with it.
Edit ResizingAll(int size, int smaller) {
  return [size, smaller](Module& module) {
    const auto resize = [&](std::vector<int>& sizes) {
      std::ranges::replace(sizes, size, smaller);
    };
    resize(module.launch.dims);
    std::function<void(ArgPlan&)> visit = [&](ArgPlan& plan) {
      resize(plan.shape);
      std::ranges::for_each(plan.fields, visit);
    };
    std::ranges::for_each(module.launch.args, visit);
  };
}

}  // namespace

std::vector<Edit> LaunchEdits(const Module& module) {
  std::vector<Edit> edits;
  for (size_t k = 0; k < module.launch.dims.size(); ++k) {
    for (const int size : SmallerSizes(module.launch.dims[k])) {
      edits.push_back(ResizingAll(module.launch.dims[k], size));
      edits.emplace_back([k, size](Module& other) { other.launch.dims[k] = size; });
    }
  }
  for (size_t i = 0; i < module.launch.args.size(); ++i) {
    AddPlanEdits({i}, module.launch.args[i], edits);
  }
  return edits;
}

}  // namespace warploom::fuzz
