import { hubConformance } from '../../support/hub-conformance.ts';
import { folderFixture } from '../../support/hub-fixtures.ts';

hubConformance('the folder driver', () => folderFixture('folder'), { huge: 20_000 });
hubConformance('the folder driver without hard links', () => folderFixture('folder-without-links'), { huge: 2_000 });
hubConformance('the folder driver on machines that differ', () => folderFixture('folder-mixed'), { huge: 2_000 });
