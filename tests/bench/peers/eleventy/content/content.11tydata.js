export default { layout: "page.njk", permalink: (data) => `/${data.kind}/${data.page.fileSlug}/` };
